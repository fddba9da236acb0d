using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.WeChatPay;

public sealed class A_bill_of_the_simulator : StandTest
{
    [Fact]
    public async Task Shows_what_was_accepted_and_what_moved()
    {
        var order = await Refunded();
        var day = Stand.NextMorning();

        var trade = await Lines(day, "trade");
        var paid = trade.Single(x => x.Kind == BillLineKind.Payment);
        var refunded = trade.Single(x => x.Kind == BillLineKind.Refund);
        Assert.Equal(order.ChannelPaymentNo, paid.ChannelPaymentNo);
        Assert.Equal((1000L, 6000L), (paid.Amount.Minor, paid.FeeThousandths));
        Assert.Equal((order.No, 880L, -5280L), (refunded.No, refunded.Amount.Minor, refunded.FeeThousandths));
        Assert.Equal("SUCCESS", refunded.Status);

        var moved = (await Lines(day, "fund-flow")).Single(x => x.Kind == BillLineKind.Refund);
        Assert.Equal((order.No, order.ChannelPaymentNo, 880L), (moved.No, moved.ChannelPaymentNo, moved.Amount.Minor));
        Assert.Equal((Stand.Truth.Single().ChannelNo, true), (moved.ChannelNo, moved.MovedMoney));
    }

    [Fact]
    public async Task Is_ready_at_ten_of_the_next_morning()
    {
        var today = DateOnly.FromDateTime(Stand.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        await Stand.Payment();
        Assert.IsType<BillAnswer.NotReady>(await Stand.Bills.Fetch(Stand.MchId, today, "trade", default));
        Stand.NextMorning();
        Assert.IsType<BillAnswer.File>(await Stand.Bills.Fetch(Stand.MchId, today, "trade", default));
    }

    [Fact]
    public async Task Is_never_made_of_a_day_without_anything_to_list()
    {
        await Refunded(MisfortuneKind.LateSuccess, seconds: 86_400);
        Stand.Advance(TimeSpan.FromDays(1));
        await Stand.Eventually(() => Stand.Truth.Count == 1);
        var movedOn = Stand.Truth.Single().EffectiveDay;
        Stand.Advance(TimeSpan.FromDays(3));

        Assert.Single(await Lines(movedOn, "fund-flow"));
        var none = new BillAnswer.NotReady("NO_STATEMENT_EXIST", SaysNone: true);
        Assert.Equal(none, await Stand.Bills.Fetch(Stand.MchId, movedOn, "trade", default));
        Assert.Equal(none, await Stand.Bills.Fetch(Stand.MchId, movedOn.AddDays(1), "fund-flow", default));
    }

    [Fact]
    public async Task Is_a_snapshot_of_midnight_that_is_never_corrected()
    {
        await Refunded(MisfortuneKind.LateSuccess, seconds: 3 * 86_400);
        var day = Stand.NextMorning();
        Stand.Advance(TimeSpan.FromDays(3));
        await Stand.Eventually(() => Stand.Truth.Count == 1);

        Assert.Equal("PROCESSING", (await Lines(day, "trade")).Single(x => x.Kind == BillLineKind.Refund).Status);
        Assert.DoesNotContain(await Lines(day, "fund-flow"), x => x.Kind == BillLineKind.Refund);
        Stand.NextMorning();
        var movedOn = Stand.Truth.Single().EffectiveDay;
        Assert.Single(await Lines(movedOn, "fund-flow"), x => x.Kind == BillLineKind.Refund);
    }

    [Theory]
    [InlineData(MisfortuneKind.MissingInBill, new long[0])]
    [InlineData(MisfortuneKind.WrongAmountInBill, new[] { 881L })]
    [InlineData(MisfortuneKind.Twice, new[] { 880L, 880L })]
    public async Task Can_be_wrong(MisfortuneKind kind, long[] amounts)
    {
        await Refunded(kind);
        var day = Stand.NextMorning();
        foreach (var file in (string[])["trade", "fund-flow"])
        {
            var refunds = (await Lines(day, file)).Where(x => x.Kind == BillLineKind.Refund).ToList();
            Assert.Equal(amounts, refunds.Select(x => x.Amount.Minor));
            Assert.Equal(amounts.Length, refunds.Select(x => x.ChannelNo).Distinct().Count());
        }
    }

    private async Task<ChannelRefund> Refunded(MisfortuneKind? kind = null, int? seconds = null)
    {
        var order = await Stand.Payment();
        if (kind is { } what) await Stand.GoesWrong(new MisfortuneOrder(what, RefundNo: order.No, Seconds: seconds));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        return order;
    }

    private async Task<List<BillLine>> Lines(DateOnly day, string kind)
    {
        var answer = await Stand.Bills.Fetch(Stand.MchId, day, kind, default);
        List<BillLine> lines = [];
        await foreach (var line in Assert.IsType<BillAnswer.File>(answer).Lines) lines.Add(line);
        return lines;
    }
}
