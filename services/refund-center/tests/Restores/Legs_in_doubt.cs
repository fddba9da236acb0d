using Contracts.Restores;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Executions;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Tests.Restores;

public sealed class Legs_in_doubt
{
    [Fact]
    public async Task Take_no_places_of_others_and_go_on_when_the_restore_is_answered()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var clock = new FakeClock(TimeProvider.System.GetUtcNow().AddDays(1));   // the service's own worker finds nothing due
        var held = new[] { await Due(service, clock), await Due(service, clock) };
        await service.Database.Execute("UPDATE legs SET may_have_been_sent_at = now()");
        clock.Advance(TimeSpan.FromSeconds(1));
        var free = await Due(service, clock);
        var claims = new LegClaims(
            service.Bus.Services.GetRequiredService<ChannelDirectory>(),
            service.Bus.Services.GetRequiredService<RulebookShelf>(), new RefundCenterOptions(), clock, clock);

        Assert.Equal([free], await Claim(places: 1));
        Assert.Empty(await Claim(places: 2));
        Assert.Equal(2L, await service.Database.Scalar<long>(
            $"SELECT count(*) FROM legs WHERE step = 'Submit' AND due_at < '{clock.GetUtcNow():O}'"));

        var restore = (await service.Bus.Published<RestoredTo>()).RestoreId;
        await service.Taken(new RestoreAnswered(restore, RefundCenterParts.Name, "payout"));
        await service.Taken(new RestoreAnswered(restore, RefundCenterParts.Name, "reconciliation"));
        Assert.Equal(held.Order(), (await Claim(places: 2)).Order());

        async Task<List<Guid>> Claim(int places)
        {
            var claimed = new List<Guid>();
            var lanes = await claims.Lanes(service.Database.Source, default);
            await service.Bus.Run(async unit => claimed.AddRange(
                (await claims.Claim(unit, [.. lanes.Select(lane => (lane, places))], default)).Select(c => c.LegId)));
            return claimed;
        }
    }

    /// <summary>The first leg of a refund, to be sent now on this clock.</summary>
    private static async Task<Guid> Due(RunningService service, FakeClock clock)
    {
        var (order, now) = (RunningService.Order(), clock.GetUtcNow());
        var execution = new ExecutionState
        {
            CorrelationId = order.RefundId, CurrentState = "Executing", Order = order, CreatedAt = now, UpdatedAt = now,
        };
        var leg = Leg.Open(
            new LegOrder(order.RefundId, 1, 1, Methods.Interface, order.Payment, order.Amount, null, false), now);
        execution.NewLegs.Add(leg);
        await using var db = service.Database.Open();
        db.Add(execution);
        await db.SaveChangesAsync();
        return leg.Id;
    }
}
