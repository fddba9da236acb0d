using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Restores;

public sealed class A_service_started_from_a_copy
{
    private const string RestoredTo = "2026-03-01T00:00:00Z";
    private static readonly Guid Counter = Guid.CreateVersion7();

    [Fact]
    public async Task Says_so_several_times_and_who_heard_it_handles_it_once()
    {
        await using var sample = await Start(RestoredTo);

        await sample.Published<Added>(a => a.CounterId == Counter);
        await sample.Database.Execute("UPDATE restore_announcements SET announce_at = now()");
        await sample.Published<Add>(a => a.CounterId == Counter, count: 2);
        for (var said = 3; said <= 7; said++)
        {
            await sample.Database.Execute("UPDATE restore_announcements SET announce_at = now()");
            await sample.Published<Add>(a => a.CounterId == Counter, count: said);
        }

        await Eventually.True(
            async () => await sample.Database.Scalar<long>(
                "SELECT count(*) FROM restore_announcements WHERE announced = 7 AND announce_at IS NULL") == 1, "it is over");
        Assert.Equal(1, await sample.Database.Scalar<long>($"SELECT value FROM counters WHERE id = '{Counter}'"));
    }

    [Fact]
    public async Task Says_the_same_again_when_it_is_started_so_again()
    {
        await using var sample = await Start(RestoredTo);
        await sample.Published<Added>(a => a.CounterId == Counter);
        await sample.Database.Execute("UPDATE restore_announcements SET announced = 7, announce_at = NULL");

        await using (await Start(RestoredTo, sample)) await sample.Published<Add>(a => a.CounterId == Counter, count: 2);
        Assert.Equal(1, await sample.Database.Scalar<long>("SELECT count(*) FROM restore_announcements"));

        await using (await Start("2026-03-02T00:00:00Z", sample)) await sample.Published<Added>(a => a.Value == 2);
        Assert.Single(sample.AllOf<Added>(), a => a.Value == 2);
    }

    [Fact]
    public async Task Is_heard_anew_when_it_is_restored_from_the_same_copy_again()
    {
        await using var sample = await Start(RestoredTo);
        await sample.Published<Added>(a => a.Value == 1);
        await sample.Database.Execute("DELETE FROM restore_announcements");   // lost: the copy is older

        await using (await Start(RestoredTo, sample)) await sample.Published<Added>(a => a.Value == 2);
    }

    /// <summary>Add is what is announced here: the sample hears itself, and counts.</summary>
    private static Task<ServiceHarness<SampleDb>> Start(string restoredTo, ServiceHarness<SampleDb>? before = null) =>
        ServiceHarness<SampleDb>.StartAsync(
            "sample",
            (_, p) =>
            {
                p.AddSample();
                p.AnnounceRestore((_, _) => new Add(Counter, 1));
            },
            [typeof(Add), typeof(Added)],
            setup: new() { Arguments = ["--restored", restoredTo], Beside = before });
}
