using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.UnionPay;

public sealed class The_files_of_a_clearing_day : StandTest
{
    [Fact]
    public async Task Agree_with_the_truth()
    {
        var day = Stand.Noon();
        List<ChannelRefund> orders = [];
        for (var i = 0; i < 3; i++)
        {
            orders.Add(await Stand.Payment());
            await Stand.Send(orders[^1]);
        }
        Stand.AdvanceTo(10);

        var lines = await Lines(day, "ZM");
        var refunds = lines.Where(x => x.Kind == BillLineKind.Refund).ToList();
        Assert.Equal(
            Stand.Truth.Select(x => (x.No, x.ChannelNo, x.PaymentNo, x.AmountMinor, x.EffectiveDay)).Order(),
            refunds.Select(x => (x.No!, x.ChannelNo!, x.ChannelPaymentNo, x.Amount.Minor, day)).Order());
        Assert.All(refunds, x => Assert.Equal((-5L, true), (x.Fee.Minor, x.MovedMoney)));
        Assert.All(refunds, x => Assert.InRange(Stand.Truth.Single(t => t.No == x.No).At - x.At, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Equal(
            orders.Select(x => (x.ChannelPaymentNo, 1000L, 6L)),
            lines.Where(x => x.Kind == BillLineKind.Payment)
                .Select(x => (x.ChannelPaymentNo, x.Amount.Minor, x.Fee.Minor)));
        Assert.Empty(await Lines(day, "ZME"));
    }

    [Fact]
    public async Task Are_cut_at_twenty_three_o_clock()
    {
        var before = DateOnly.FromDateTime(Stand.AdvanceTo(22, 59).DateTime);
        await Stand.Send(await Stand.Payment());
        Stand.AdvanceTo(23);
        await Stand.Send(await Stand.Payment());
        Assert.Equal([before, before.AddDays(1)], Stand.Truth.Select(x => x.EffectiveDay));

        Stand.Advance(TimeSpan.FromDays(2));
        foreach (var line in Stand.Truth)
            Assert.Equal(line.No, (await Lines(line.EffectiveDay, "ZM")).Single(x => x.Kind == BillLineKind.Refund).No);
    }

    [Fact]
    public async Task Are_there_next_morning_and_never_for_a_day_without_transactions()
    {
        var day = Stand.Noon();
        await Stand.Payment();
        var none = new BillAnswer.NotReady("98", SaysNone: true);
        Assert.Equal(none, await Stand.Bills.Fetch(Stand.MerId, day, "ZM", default));
        Stand.AdvanceTo(9);
        Assert.Single(await Lines(day, "ZM"));
        Assert.Equal(none, await Stand.Bills.Fetch(Stand.MerId, day.AddDays(-1), "ZM", default));
    }

    [Fact]
    public async Task Hold_disputes_apart()
    {
        var day = Stand.Noon();
        var order = await Stand.Payment();
        await Stand.Post("adjustments", new[] { new { mchid = Stand.MerId, transactionId = order.ChannelPaymentNo, minor = 120 } });
        Stand.AdvanceTo(10);
        var line = Assert.Single(await Lines(day, "ZME"));
        Assert.Equal((BillLineKind.Other, 120L), (line.Kind, line.Amount.Minor));
        Assert.Equal(("adjustment", 120L), (Stand.Truth.Single().Kind, Stand.Truth.Single().AmountMinor));
        Assert.Single(await Lines(day, "ZM"));
    }

    [Theory]
    [InlineData(MisfortuneKind.MissingInBill, new long[0])]
    [InlineData(MisfortuneKind.WrongAmountInBill, new[] { 881L })]
    [InlineData(MisfortuneKind.Twice, new[] { 880L, 880L })]
    public async Task Can_be_wrong(MisfortuneKind kind, long[] amounts)
    {
        var day = Stand.Noon();
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        await Stand.Send(order);
        Stand.AdvanceTo(10);
        var refunds = (await Lines(day, "ZM")).Where(x => x.Kind == BillLineKind.Refund).ToList();
        Assert.Equal(amounts, refunds.Select(x => x.Amount.Minor));
        Assert.Equal(amounts.Length, refunds.Select(x => x.ChannelNo).Distinct().Count());
    }

    private async Task<List<BillLine>> Lines(DateOnly day, string kind)
    {
        var answer = await Stand.Bills.Fetch(Stand.MerId, day, kind, default);
        List<BillLine> lines = [];
        await foreach (var line in Assert.IsType<BillAnswer.File>(answer).Lines) lines.Add(line);
        return lines;
    }
}
