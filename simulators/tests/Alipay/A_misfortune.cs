using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.Alipay;

public sealed class A_misfortune : StandTest
{
    protected override string[] Settings => ["--Alipay:HangSeconds=10"];

    [Theory]
    //                                    what Send says  what Ask says then  movements
    [InlineData(MisfortuneKind.LostBefore, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.LostAfter, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.HangBefore, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.HangAfter, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.ExecutedLate, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.ErrorExecuted, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.ErrorNotExecuted, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.Throttled, "Throttled", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.ThrottledExecuted, "Throttled", "Done", 1)]
    [InlineData(MisfortuneKind.Garbage, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.WrongSignature, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.NotEnough, "Refused", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.AccountAbnormal, "Refused", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.NothingMoved, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.LateSuccess, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.Twice, "Done", "Done", 2)]
    public async Task Is_read_rightly(MisfortuneKind kind, string sent, string asked, int movements)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        Assert.Equal(sent, (await Stand.Send(order)).GetType().Name);
        Assert.Equal(asked, (await Stand.Ask(order)).GetType().Name);
        Assert.Equal(movements, Stand.Truth.Count);
    }

    [Theory]
    [InlineData(MisfortuneKind.LostBefore), InlineData(MisfortuneKind.ErrorNotExecuted)]
    [InlineData(MisfortuneKind.Throttled), InlineData(MisfortuneKind.NothingMoved)]
    public async Task That_moved_nothing_ends_with_the_same_request(MisfortuneKind kind)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        Assert.Single(Stand.Truth);
    }

    [Theory]
    [InlineData(MisfortuneKind.ExecutedLate), InlineData(MisfortuneKind.LateSuccess)]
    public async Task Of_lateness_comes_alive_after_it_was_never_seen(MisfortuneKind kind)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No, Seconds: 600));
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(order));
        Stand.Advance(TimeSpan.FromMinutes(10));
        await Stand.Eventually(() => Stand.Truth.Count == 1);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(order));            // it has moved, but not by this call
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Can_hit_queries_and_be_slow()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(
            new MisfortuneOrder(MisfortuneKind.Slow, RefundNo: order.No, Seconds: 1),
            new MisfortuneOrder(MisfortuneKind.WrongSignature, RefundNo: order.No, Operation: "query"));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Of_missing_money_ends_with_a_top_up()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.NotEnough, RefundNo: order.No));
        for (var i = 0; i < 2; i++)
            Assert.Equal(Refusal.Funds, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Kind);
        await Stand.Post("balances", new { mchid = Stand.AppId, add = 100_000 });
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
    }
}
