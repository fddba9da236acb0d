using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.UnionPay;

public sealed class A_misfortune_at_UnionPay : StandTest
{
    protected override string[] Settings => ["--UnionPay:HangSeconds=10"];

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
    [InlineData(MisfortuneKind.Closed, "Accepted", "Refused", 0)]
    [InlineData(MisfortuneKind.Twice, "Accepted", "Done", 2)]
    [InlineData(MisfortuneKind.LateSuccess, "Accepted", "Accepted", 0)]
    public async Task Is_read_rightly(MisfortuneKind kind, string sent, string asked, int movements)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        Assert.Equal(sent, (await Stand.Send(order)).GetType().Name);
        Assert.Equal(asked, (await Stand.Ask(order)).GetType().Name);
        Assert.Equal(movements, Stand.Truth.Count);
    }

    [Fact]
    public async Task Of_an_open_answer_ends_with_the_file_of_its_day()
    {
        var day = Stand.Noon();
        var orders = new List<ChannelRefund>();
        for (var i = 0; i < 5; i++) orders.Add(await Stand.Payment());
        foreach (var order in orders)
        {
            await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.StaysOpen, RefundNo: order.No));
            Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(order));
            Assert.True(await Stand.Ask(order) is ChannelAnswer.Accepted or ChannelAnswer.Unknown);
        }
        Assert.Equal(5, Stand.Truth.Count);                                  // the money moved all the same
        Assert.IsType<BillAnswer.NotReady>(await Stand.Bills.Fetch(Stand.MerId, day, "ZM", default));

        Stand.AdvanceTo(10);
        Assert.IsType<BillAnswer.File>(await Stand.Bills.Fetch(Stand.MerId, day, "ZM", default));
        foreach (var order in orders) Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
        Assert.Empty(Stand.Notices);
    }

    [Fact]
    public async Task Of_a_call_passes_after_its_times()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(
            new MisfortuneOrder(MisfortuneKind.Throttled, PaymentNo: order.ChannelPaymentNo, Times: 3));
        for (var i = 0; i < 3; i++) Assert.IsType<ChannelAnswer.Throttled>(await Stand.Send(order));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
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

    [Fact]
    public async Task Of_slowness_answers_all_the_same()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.Slow, RefundNo: order.No, Seconds: 1));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }

    [Fact]
    public async Task Of_late_execution_comes_alive_after_it_was_never_seen()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.ExecutedLate, RefundNo: order.No, Seconds: 600));
        await Stand.Send(order);
        Assert.IsType<ChannelAnswer.NeverSeen>(await Stand.Ask(order));
        Stand.Advance(TimeSpan.FromMinutes(10));
        await Stand.Eventually(() => Stand.Truth.Count == 1);
        Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order));
    }

    [Fact]
    public async Task Of_late_success_ends_in_virtual_time()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.LateSuccess, RefundNo: order.No, Seconds: 7200));
        await Stand.Send(order);
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
        await Stand.Post("balances", new { mchid = Stand.MerId, add = 100_000 });
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }

    [Fact]
    public async Task Of_a_failure_after_acceptance_is_final_and_leaves_room_for_another()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(MisfortuneKind.Closed, RefundNo: order.No));
        await Stand.Send(order);
        var refused = Assert.IsType<ChannelAnswer.Refused>(await Stand.Ask(order));
        Assert.Equal((Refusal.Final, "60"), (refused.Kind, refused.Code));
        Assert.IsType<ChannelAnswer.Unknown>(await Stand.Send(order));          // its number is used up: 12
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order with { No = "R00000001B" }));
    }
}
