using Platform.Testing;
using RefundCenter.Batches;
using RefundCenter.Legs;
using RefundCenter.Tests.Batches;

namespace RefundCenter.Tests.Restores;

/// <summary>Nobody can be asked about a file: what a copy may have forgotten of one is people's work.</summary>
public sealed class Files_after_a_restore
{
    [Fact]
    public async Task Go_into_no_second_batch_and_count_as_handed_over()
    {
        await using var before = await FileDesk.Open();
        var made = (await before.Ready(before.Order()))[0];
        var batch = await before.BatchOf(made);
        var ready = (await before.Ready(before.Order()))[0];
        await before.Service.Bus.App.StopAsync(new CancellationToken(true));

        await using var restored = await RunningService.StartAsync(before.Service, ["--restored", "2026-03-01T00:00:00Z"]);
        Assert.Equal(
            "HandedOver restore", await before.Service.Database.Scalar<string>("SELECT concat_ws(' ', state, handed_over_by) FROM batches"));
        Assert.Equal((LegStatus.Unknown, "operator", false), await Standing(ready.RefundId));
        Assert.Equal((LegStatus.Sent, "operator", false), await Standing(made.RefundId));
        await before.Service.Reported(made, "sent");
        await before.Service.Reported(ready, "sent");

        var (forgotten, fresh) = (before.Order(), before.Order());
        await restored.Publish(forgotten);
        await Eventually.True(
            async () => await before.Service.Leg(forgotten.RefundId) is { Status: LegStatus.Unknown, AwaitsBatch: false },
            "it may stand in a batch that we forgot");
        await restored.Publish(fresh with { OrderedAt = before.Service.Now + TimeSpan.FromHours(1) });
        await Eventually.True(
            async () => await before.Service.Leg(fresh.RefundId) is { AwaitsBatch: true }, "it was ordered after the restore");

        await before.PassCutOff();
        await Eventually.True(
            () => before.Service.Database.Scalar<bool>("SELECT count(*) = 2 FROM batch_lines"), "one more line", seconds: 30);
        Assert.Equal(LegStatus.Sent, (await before.Service.Leg(fresh.RefundId))!.Status);
        Assert.Equal(BatchState.HandedOver, (await Read(batch.Id)).State);

        async Task<(LegStatus, string?, bool)> Standing(Guid refund)
        {
            var leg = (await before.Service.Leg(refund))!;
            return (leg.Status, leg.WaitingFor, leg.AwaitsBatch);
        }

        async Task<Batch> Read(Guid id)
        {
            await using var db = before.Service.Database.Open();
            return (await db.FindAsync<Batch>(id))!;
        }
    }
}
