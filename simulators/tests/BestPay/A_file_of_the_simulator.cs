using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.BestPay;

public sealed class A_file_of_the_simulator : StandTest
{
    protected override string[] Settings => ["--BestPay:FeeReturned=true"];

    [Fact]
    public async Task Agrees_with_what_really_moved()
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(
            new MisfortuneOrder(MisfortuneKind.LostBefore, RefundNo: "R0002A"),
            new MisfortuneOrder(MisfortuneKind.LostAfter, RefundNo: "R0003A"),
            new MisfortuneOrder(MisfortuneKind.ProvisionalFail, RefundNo: "R0004A"),
            new MisfortuneOrder(MisfortuneKind.Twice, RefundNo: "R0005A"));
        await Stand.Send(order);
        for (var i = 0; i < 4; i++) await Stand.Send(await Stand.Payment());

        var today = Stand.NextMorning();
        await Stand.Eventually(() => Stand.Truth.Count == 5);                 // the failed one was tried again at nine
        var tomorrow = Stand.NextMorning();
        var lines = (await Stand.Lines(today)).Concat(await Stand.Lines(tomorrow)).ToList();
        Assert.Equal(
            Stand.Truth.Select(x => (x.No, x.ChannelNo, x.PaymentNo, x.AmountMinor, x.EffectiveDay)).Order(),
            lines.Select(x => (x.No!, x.ChannelNo!, x.ChannelPaymentNo, x.Amount.Minor, DateOnly.FromDateTime(x.At.DateTime)))
                .Order());
        Assert.All(lines, line => Assert.Equal((true, -5L), (line.MovedMoney, line.Fee.Minor)));
    }

    [Fact]
    public async Task Is_ready_at_ten_of_the_next_morning_even_without_a_row()
    {
        await Stand.Payment();
        var today = DateOnly.FromDateTime(Stand.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        Assert.Equal(new BillAnswer.NotReady("HTTP_404"), await Stand.File(today));
        Stand.NextMorning();
        Assert.Empty(await Stand.Lines(today));
    }

    [Theory]
    [InlineData(MisfortuneKind.MissingInBill, new long[0])]
    [InlineData(MisfortuneKind.WrongAmountInBill, new[] { 881L })]
    public async Task Can_be_wrong(MisfortuneKind kind, long[] amounts)
    {
        var order = await Stand.Payment();
        await Stand.GoesWrong(new MisfortuneOrder(kind, RefundNo: order.No));
        await Stand.Send(order);
        Assert.Equal(amounts, (await Stand.Lines(Stand.NextMorning())).Select(line => line.Amount.Minor));
    }
}
