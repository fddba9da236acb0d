using Contracts.Reconciliation;
using Platform.Testing;

namespace RefundCenter.Tests.Reports;

public sealed class A_report_to_reconciliation : IAsyncLifetime
{
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Has_a_higher_version_with_each_change()
    {
        var order = RunningService.Order();
        var no = RefundCenter.Legs.ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, new Channels.ChannelAnswer.Accepted("W" + no), RunningService.Done(no));
        await service.Publish(order);
        await Eventually.True(async () => await service.Leg(order.RefundId) is { ReportVersion: 1 }, "accepted");
        await service.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange((await service.Reported(order, "succeeded")).Version, 2, 3);
    }

    [Fact]
    public async Task Is_said_until_it_is_confirmed()
    {
        var order = await Paid();
        var leg = await service.Reported(order, "succeeded");
        await service.Publish(new LegsConfirmed([new(order.RefundId, 1, leg.Version - 1)]));     // an older one
        await service.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(leg, await service.Reported(order, "succeeded", times: 2));

        await service.Publish(new LegsConfirmed([new(order.RefundId, 1, leg.Version)]));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { ReportAt: null } l && l.ReportConfirmed == leg.Version,
            "confirmed");
    }

    [Fact]
    public async Task Is_numbered_above_what_reconciliation_remembers_of_a_life_that_we_forgot()
    {
        var order = await Paid();
        var forgotten = Guid.CreateVersion7();
        await service.Reported(order, "succeeded");
        await service.Publish(new LegsConfirmed([new(order.RefundId, 1, 7), new(forgotten, 1, 3)]));
        await service.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(
            () => service.Bus.AllOf<LegsChanged>().Any(p => p.Legs.Any(l => l.RefundId == order.RefundId && l.Version == 8)),
            "the next number");
    }

    private async Task<Contracts.Executions.ExecuteRefund> Paid()
    {
        var order = RunningService.Order();
        var no = RefundCenter.Legs.ChannelNo.For(order.RefundId, 1);
        service.Channel.Say(no, RunningService.Done(no));
        await service.Publish(order);
        return order;
    }
}
