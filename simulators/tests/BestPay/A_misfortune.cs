using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.BestPay;

public sealed class A_misfortune : StandTest
{
    protected override string[] Settings => ["--BestPay:HangSeconds=10"];

    [Theory]
    //                                    what Send says  what Ask says then  movements
    [InlineData(MisfortuneKind.LostBefore, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.LostAfter, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.HangBefore, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.HangAfter, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.ExecutedLate, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.Slow, "Accepted", "Done", 1)]
    [InlineData(MisfortuneKind.ErrorExecuted, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.ErrorNotExecuted, "Unknown", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.Throttled, "Throttled", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.ThrottledExecuted, "Throttled", "Done", 1)]
    [InlineData(MisfortuneKind.Garbage, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.WrongSignature, "Unknown", "Done", 1)]
    [InlineData(MisfortuneKind.NotEnough, "Refused", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.AccountAbnormal, "Refused", "NeverSeen", 0)]
    [InlineData(MisfortuneKind.Twice, "Accepted", "Done", 2)]
    [InlineData(MisfortuneKind.LateSuccess, "Accepted", "Accepted", 0)]
    [InlineData(MisfortuneKind.ProvisionalFail, "Accepted", "FailedProvisional", 0)]
    [InlineData(MisfortuneKind.SilentSuccess, "Accepted", "FailedProvisional", 0)]
    public async Task Is_read_rightly(MisfortuneKind kind, string sent, string asked, int movements)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        Assert.Equal(sent, (await Stand.Send(order)).GetType().Name);
        Assert.Equal(asked, (await Stand.Ask(order)).GetType().Name);
        Assert.Equal(movements, Stand.Truth.Count);
    }

    [Theory, InlineData(MisfortuneKind.LostBefore), InlineData(MisfortuneKind.LostAfter)]
    public async Task Of_the_line_is_over_with_the_same_request_once_more(MisfortuneKind kind)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        await Stand.Send(order);
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Can_hit_queries()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        await Stand.GoesWrong(
            new MisfortuneOrder(MisfortuneKind.WrongSignature, RefundNo: order.No, Operation: "query"));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Ask(order));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }

    [Theory, InlineData(MisfortuneKind.ExecutedLate), InlineData(MisfortuneKind.LateSuccess)]
    public async Task Of_lateness_ends_in_virtual_time(MisfortuneKind kind)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No, Seconds: 7200));
        await Stand.Send(order);
        Assert.Empty(Stand.Truth);
        Stand.Advance(TimeSpan.FromHours(2));
        await Stand.Eventually(() => Stand.Truth.Count == 1);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Of_missing_money_ends_with_a_top_up()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.NotEnough, RefundNo: order.No));
        for (var i = 0; i < 2; i++)
            Assert.Equal(Refusal.Funds, Assert.IsType<ChannelAnswer.Refused>(await Stand.Send(order)).Kind);
        await Stand.Post("balances", new { mchid = Stand.MerchantNo, add = 100_000 });
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }
}
