using Microsoft.Extensions.DependencyInjection;
using Platform.Persistence;
using Platform.Restores;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Restores;

public sealed class A_service_that_was_told_of_a_restore
{
    private static readonly DateTimeOffset Copied = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Answers_when_all_is_said_and_not_while_a_replica_still_says_something()
    {
        var slow = new TaskCompletionSource();
        await using var one = await Start(slow);
        await using var two = await Start(slow, one);

        await Note(one, "restored");
        await Eventually.True(() => one.Database.Scalar<bool>(
            "SELECT count(*) = 1 FROM restore_repeats WHERE what = 'quick' AND done_at IS NOT NULL"), "one kind is said");
        await Note(one, "quick-only");                            // worked off by the replica that is free
        await one.Published<Cry>(c => c.Text == $"quick-only {Copied:O}");
        Assert.DoesNotContain(one.AllOf<Cry>(), c => c.Text.StartsWith("restored", StringComparison.Ordinal));

        slow.SetResult();
        await one.Published<Cry>(c => c.Text == $"restored {Copied:O}");
        Assert.Equal(6, await one.Database.Scalar<long>("SELECT count(*) FROM outbox WHERE due_at IS NOT NULL"));  // and again
    }

    private static Task Note(ServiceHarness<SampleDb> sample, string service) => sample.Run(unit =>
        sample.Services.GetRequiredService<RestoreRequests<SampleDb>>().Note(unit.Db, service, Copied, default));

    private static Task<ServiceHarness<SampleDb>> Start(TaskCompletionSource slow, ServiceHarness<SampleDb>? beside = null) =>
        ServiceHarness<SampleDb>.StartAsync(
            "sample",
            (_, p) =>
            {
                p.AddSample();
                p.Services.AddSingleton(slow);
                p.RepeatAfterRestore<SampleDb, Quick>();
                p.RepeatAfterRestore<SampleDb, Slow>();
                p.AnswerRestores((service, time) => new Cry($"{service} {time:O}"));
            },
            [typeof(Cry)],
            setup: new() { Beside = beside });

    private sealed class Quick : IRestoreRepeats<SampleDb>
    {
        public string What => "quick";

        public bool IsFor(string service) => true;

        public Task<Guid?> Say(Unit<SampleDb> unit, RepeatPage page, CancellationToken ct) => Task.FromResult<Guid?>(null);
    }

    private sealed class Slow(TaskCompletionSource slow) : IRestoreRepeats<SampleDb>
    {
        public string What => "slow";

        public bool IsFor(string service) => service is "restored";

        public async Task<Guid?> Say(Unit<SampleDb> unit, RepeatPage page, CancellationToken ct)
        {
            await slow.Task.WaitAsync(ct);
            return null;
        }
    }
}
