using Contracts.Restores;
using RefundCenter.Tests.Calls;

namespace RefundCenter.Tests.Restores;

public sealed class Legs_in_doubt
{
    [Fact]
    public async Task Take_no_places_of_others_and_go_on_when_the_restore_is_answered()
    {
        await using var service = await RunningService.StartAsync(args: ["--restored", "2026-03-01T00:00:00Z"]);
        var backlog = new Backlog(service);
        var held = new[] { await backlog.Open(), await backlog.Open() };
        await service.Database.Execute("UPDATE legs SET may_have_been_sent_at = now()");
        backlog.Clock.Advance(TimeSpan.FromSeconds(1));
        var free = await backlog.Open();
        var worker = backlog.Worker();

        Assert.Equal([free], await Claim(places: 1));
        Assert.Empty(await Claim(places: 2));
        Assert.Equal(2L, await service.Database.Scalar<long>(
            $"SELECT count(*) FROM legs WHERE step = 'Submit' AND due_at < '{backlog.Clock.GetUtcNow():O}'"));

        var restore = (await service.Bus.Published<RestoredTo>()).RestoreId;
        await service.Taken(new RestoreAnswered(restore, RefundCenterParts.Name, "payout"));
        await service.Taken(new RestoreAnswered(restore, RefundCenterParts.Name, "reconciliation"));
        Assert.Equal(held.Order(), (await Claim(places: 2)).Order());

        async Task<IEnumerable<Guid>> Claim(int places) =>
            (await backlog.ClaimDue(worker, places)).Select(claim => claim.LegId);
    }
}
