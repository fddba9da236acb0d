using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Restores;

public sealed class A_service_started_from_a_copy
{
    private static readonly Guid Counter = Guid.CreateVersion7();

    [Fact]
    public async Task Says_so_several_times_and_who_heard_it_handles_it_once()
    {
        // Add is what is announced here: the sample hears itself, and counts.
        await using var sample = await ServiceHarness<SampleDb>.StartAsync(
            "sample",
            (_, p) =>
            {
                p.AddSample();
                p.AnnounceRestore(_ => new Add(Counter, 1));
            },
            [typeof(Add), typeof(Added)],
            setup: new() { Arguments = ["--restored", "2026-03-01T00:00:00Z"] });

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
}
