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

        var restore = await Note(one, "restored");
        await Eventually.True(() => one.Database.Scalar<bool>(
            "SELECT count(*) = 1 FROM restore_repeats WHERE what = 'quick' AND done_at IS NOT NULL"), "one kind is said");
        var other = await Note(one, "quick-only");                // worked off by the replica that is free
        await one.Published<Cry>(c => c.Text == $"quick-only {other}");
        Assert.DoesNotContain(one.AllOf<Cry>(), c => c.Text.StartsWith("restored", StringComparison.Ordinal));

        slow.SetResult();
        await one.Published<Cry>(c => c.Text == $"restored {restore}");
        Assert.Equal(6, await one.Database.Scalar<long>("SELECT count(*) FROM outbox WHERE due_at IS NOT NULL"));  // and again
    }

    [Fact]
    public async Task Says_all_anew_for_a_restore_of_its_own_and_once_for_each()
    {
        await using var sample = await Start(new TaskCompletionSource());
        var first = await Note(sample, "quick-only");
        await sample.Published<Cry>(c => c.Text == $"quick-only {first}");

        await Note(sample, "quick-only", first);                  // announced again, and its message forgotten
        var second = await Note(sample, "quick-only");            // from the same copy
        await sample.Published<Cry>(c => c.Text == $"quick-only {second}");

        Assert.Equal(2, await sample.Database.Scalar<long>("SELECT count(*) FROM restore_repeats"));
    }

    private static async Task<Guid> Note(ServiceHarness<SampleDb> sample, string service, Guid? again = null)
    {
        var restore = again ?? Guid.CreateVersion7();
        await sample.Run(unit => sample.Services.GetRequiredService<RestoreRequests<SampleDb>>()
            .Note(unit.Db, restore, service, Copied, default));
        return restore;
    }

    private static Task<ServiceHarness<SampleDb>> Start(TaskCompletionSource slow, ServiceHarness<SampleDb>? beside = null) =>
        ServiceHarness<SampleDb>.StartAsync(
            "sample",
            (_, p) =>
            {
                p.AddSample();
                p.Services.AddSingleton(slow);
                p.RepeatAfterRestore<SampleDb, Quick>();
                p.RepeatAfterRestore<SampleDb, Slow>();
                p.AnswerRestores((restore, service) => new Cry($"{service} {restore}"));
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
