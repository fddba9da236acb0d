using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.Alipay;

public sealed class A_bill_of_the_simulator : StandTest
{
    [Fact]
    public async Task Agrees_with_what_really_moved()
    {
        for (var i = 0; i < 5; i++) await Refunded();
        var day = Stand.NextMorning();

        var trade = await Lines(day, "trade");
        var payments = trade.Where(line => line.Kind == BillLineKind.Payment).ToList();
        Assert.Equal(5, payments.Count);
        Assert.All(payments, line => Assert.Equal((1000, 6), (line.Amount.Minor, line.Fee.Minor)));
        var refunds = trade.Where(line => line.Kind == BillLineKind.Refund).ToList();
        Assert.Equal(
            Stand.Truth.Select(line => (line.No, line.PaymentNo, line.AmountMinor, line.EffectiveDay)).Order(),
            refunds.Select(line =>
                (line.No!, line.ChannelPaymentNo, line.Amount.Minor, DateOnly.FromDateTime(line.At.DateTime))).Order());
        Assert.All(refunds, line => Assert.Equal((0, true), (line.Fee.Minor, line.MovedMoney)));

        var account = await Lines(day, "signcustomer");
        Assert.Equal(
            Stand.Truth.Sum(line => line.AmountMinor),
            account.Where(line => line.Status == "交易退款").Sum(line => line.Amount.Minor));
        Assert.Equal(30, account.Where(line => line.Kind == BillLineKind.Fee).Sum(line => line.Fee.Minor));
    }

    [Fact]
    public async Task Is_ready_next_morning_and_never_of_a_day_without_business()
    {
        var none = new BillAnswer.NotReady("isp.bill_not_exist", SaysNone: true);
        var today = DateOnly.FromDateTime(Stand.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        await Stand.Payment();
        Assert.Equal(none, await Fetch(today, "trade"));
        Stand.NextMorning();
        Assert.IsType<BillAnswer.File>(await Fetch(today, "trade"));
        Stand.NextMorning();
        foreach (var kind in Stand.Bills.Kinds) Assert.Equal(none, await Fetch(today.AddDays(1), kind));
    }

    [Theory]
    [InlineData(MisfortuneKind.MissingInBill, new long[0])]
    [InlineData(MisfortuneKind.WrongAmountInBill, new[] { 881L })]
    [InlineData(MisfortuneKind.Twice, new[] { 880L, 880L })]
    public async Task Can_be_wrong(MisfortuneKind kind, long[] amounts)
    {
        await Refunded(kind);
        var refunds = (await Lines(Stand.NextMorning(), "trade")).Where(x => x.Kind == BillLineKind.Refund).ToList();
        Assert.Equal(amounts, refunds.Select(x => x.Amount.Minor));
        Assert.Equal(amounts.Length, refunds.Select(x => x.ChannelNo).Distinct().Count());
    }

    private async Task Refunded(MisfortuneKind? kind = null)
    {
        var order = await Stand.Payment();
        if (kind is { } what) await Stand.GoesWrong(new MisfortuneOrder(what, RefundNo: order.No));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
    }

    private Task<BillAnswer> Fetch(DateOnly day, string kind) => Stand.Bills.Fetch(Stand.AppId, day, kind, default);

    private async Task<List<BillLine>> Lines(DateOnly day, string kind)
    {
        List<BillLine> lines = [];
        await foreach (var line in Assert.IsType<BillAnswer.File>(await Fetch(day, kind)).Lines) lines.Add(line);
        return lines;
    }
}

public sealed class A_bill_link_that_lives_too_short : StandTest
{
    protected override string[] Settings => ["--Alipay:LinkSeconds=0"];

    [Fact]
    public async Task Is_asked_for_again()
    {
        await Stand.Payment();
        Assert.Equal(
            new BillAnswer.NotReady("HTTP_403"),
            await Stand.Bills.Fetch(Stand.AppId, Stand.NextMorning(), "trade", default));
    }
}

public sealed class A_contract_that_gives_fees_back : StandTest
{
    protected override string[] Settings => ["--Alipay:ReturnsFee=true"];

    [Fact]
    public async Task Shows_them_in_both_bills()
    {
        var order = await Stand.Payment();
        await Stand.Send(order);
        var day = Stand.NextMorning();
        foreach (var kind in Stand.Bills.Kinds)
        {
            var file = Assert.IsType<BillAnswer.File>(await Stand.Bills.Fetch(Stand.AppId, day, kind, default));
            var fees = 0L;
            await foreach (var line in file.Lines)
                if (line.Fee.Minor < 0) fees += line.Fee.Minor;
            Assert.Equal(-5, fees);
        }
    }
}
