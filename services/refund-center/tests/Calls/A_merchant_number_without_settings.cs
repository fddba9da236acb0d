using Channels;
using Contracts.Executions;
using Platform.Testing;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Calls;

/// <summary>A refund of it cannot be composed, or not be sent, until somebody sets it up.</summary>
public sealed class A_merchant_number_without_settings : IAsyncLifetime
{
    private static readonly ChannelAnswer.Refused NoKeys =
        new(Refusal.Configuration, "MCHID_NOT_CONFIGURED", "mchid 1900099901 has no keys here; nothing was sent.");

    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Makes_its_refunds_wait_unsent_for_people_and_go_when_it_is_set_up()
    {
        service.Channel.Lacks = NoKeys;
        var order = RunningService.Order();
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator");
        var leg = (await service.Leg(order.RefundId))!;
        Assert.Equal(
            (LegStatus.Ready, NoKeys.Code, 0, 0), (leg.Status, leg.Code, leg.Submits, leg.UnansweredSends));
        Assert.Equal(0L, await service.Database.Scalar<long>("SELECT count(*) FROM sends"));

        service.Channel.Lacks = null;
        await service.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted, WaitingFor: null }, "it went");
        Assert.Equal("create", Assert.Single(service.Channel.Calls).Asked);
    }

    [Fact]
    public async Task Lets_its_refunds_be_stopped_because_nothing_was_sent()
    {
        service.Channel.Lacks = NoKeys;
        var order = RunningService.Order();
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator");
        await service.Publish(new StopExecution(order.RefundId, 1));
        await service.Bus.Published<ExecutionStopped>(x => x.RefundId == order.RefundId);
    }

    [Fact]
    public async Task Leaves_what_was_sent_before_as_it_is_and_goes_on_with_its_bytes()
    {
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1), new ChannelAnswer.Refused(Refusal.Funds, "NOT_ENOUGH", "top up"));
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "channel_funds");
        service.Channel.Lacks = NoKeys;
        await service.Advance(TimeSpan.FromMinutes(2));
        await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator");
        Assert.Equal(
            (LegStatus.Refused, 1, 0),
            await service.Leg(order.RefundId) is { } leg ? (leg.Status, leg.Submits, leg.UnansweredSends) : default);

        service.Channel.Lacks = null;
        await service.Advance(TimeSpan.FromMinutes(6));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted, WaitingFor: null }, "it went");
        var calls = service.Channel.Calls.ToArray();
        Assert.Equal(["create", "create"], calls.Select(c => c.Asked));
        Assert.Equal(calls[0].Body, calls[1].Body);
    }

    [Fact]
    public async Task Is_not_stuck_with_what_the_release_before_composed_without_them()
    {
        var order = RunningService.Order();
        service.Channel.Say(ChannelNo.For(order.RefundId, 1), NoKeys);
        await service.Publish(order);
        await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator");
        service.Channel.Settings = " with an address for notices";
        await service.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted }, "it went");
        var bodies = service.Channel.Calls.Select(c => c.Body).ToArray();
        Assert.Equal(bodies[0] + service.Channel.Settings, bodies[1]);
    }
}
