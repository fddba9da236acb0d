using System.Net;
using Channels.BankTransfer;
using Channels.Tests.Conformance;
using Contracts;

namespace Channels.Tests.BankTransfer;

public sealed class A_report_about_a_file
{
    private static readonly TransferOrder Order =
        new("R0123456789ABCDEFGHI", new Money(8_80, "CNY"), "token", new DateOnly(2023, 11, 15), null);

    [Theory]
    [InlineData("RCVD")]
    [InlineData("ACTC")]
    [InlineData("ACCP")]
    [InlineData("ACWC")]
    [InlineData("PDNG")]
    [InlineData("ACSP")]
    [InlineData("ACSC")]        // debited, but without the bank's reference the notification is awaited
    public async Task Leaves_the_transfer_open(string status)
    {
        Assert.IsType<ChannelAnswer.Accepted>(await Answer(TestBank.Report(Order.No, "ACTC", status)));
        Assert.IsType<ChannelAnswer.Accepted>(await Answer(TestBank.Report(Order.No, status, null)));
    }

    [Theory]
    [InlineData("ACSC")]
    [InlineData("ACCC")]
    [InlineData("ACWP")]
    public async Task Is_a_booking_with_the_banks_reference(string status)
    {
        var done = Assert.IsType<ChannelAnswer.Done>(
            await Answer(TestBank.Report(Order.No, null, status, reference: "BKREF0001")));
        Assert.Equal(("BKREF0001", Destination.Payer, ChargedAmounts.Same(Order.Amount)), (
            done.No, done.Destination, done.Charged));
    }

    [Theory]
    [InlineData("AC01 AC03 AC04 AC06 AC08 AC13 AC14 AC15 BE01 BE04 BE06 BE07", Refusal.Final)]
    [InlineData("RR01 RR02 RR03 RC01 RC07 AG02 FF05", Refusal.Final)]
    [InlineData("AM02 AG01 AG03 RR04 FR01 LEGL MD07 CUST FOCR NOAS NOOR ED05 MS02 MS03 NARR", Refusal.Final)]
    [InlineData("AM04", Refusal.Funds)]
    [InlineData("AM01 AM03 AM09 AM10 CURR DT01 CNOR DNOR", Refusal.Configuration)]
    public async Task Rejects_with_a_code_of_the_table(string codes, Refusal kind)
    {
        foreach (var code in codes.Split(' '))
        {
            var transaction = Assert.IsType<ChannelAnswer.Refused>(
                await Answer(TestBank.Report(Order.No, "PART", "RJCT", code)));
            var file = Assert.IsType<ChannelAnswer.Refused>(
                await Answer(TestBank.Report(Order.No, "RJCT", null, code)));
            Assert.Equal((kind, code), (transaction.Kind, transaction.Code));
            Assert.Equal(transaction, file);
        }
    }

    [Theory]
    [InlineData("AM05")]        // the first one with this number may have been paid
    [InlineData("RF01")]
    [InlineData("AB05")]
    [InlineData("AB10")]
    [InlineData("ZZ99")]
    [InlineData("6222020200000000001")]
    [InlineData(null)]
    public async Task Proves_nothing_by_a_rejection_that_may_have_been_paid(string? code)
    {
        var unknown = Assert.IsType<ChannelAnswer.Unknown>(
            await Answer(TestBank.Report(Order.No, "RJCT", "RJCT", code)));
        Assert.DoesNotContain("622202", unknown.Reason);
    }

    [Fact]
    public async Task Does_not_count_when_it_is_about_something_else()
    {
        var good = TestBank.Report(Order.No, "RJCT", "RJCT", "AC01");
        Assert.IsType<ChannelAnswer.Refused>(await Answer(good));
        foreach (var other in (string[])
        [
            good.Replace($"<OrgnlMsgId>{Order.No}", "<OrgnlMsgId>R0123456789ABCDEFGHX"),
            good.Replace($"<OrgnlEndToEndId>{Order.No}", "<OrgnlEndToEndId>R0123456789ABCDEFGHX"),
            good.Replace("<OrgnlCtrlSum>8.80", "<OrgnlCtrlSum>8.81"),
            good.Replace("pain.001.001.03", "camt.055.001.01"),
            Samples.Pain002,
            Samples.Camt054,
            "<!DOCTYPE x [<!ENTITY a 'b'>]>" + good,
            good[..^20],
        ]) Assert.IsType<ChannelAnswer.Unknown>(await Answer(other));
    }

    [Fact]
    public async Task Is_never_seen_only_when_the_bank_signs_that_very_number()
    {
        Assert.IsType<ChannelAnswer.NeverSeen>(await Ask(() => TestBank.Says(Order.No, HttpStatusCode.NotFound)));
        Assert.IsType<ChannelAnswer.Unknown>(
            await Ask(() => TestBank.Says("R0123456789ABCDEFGHX", HttpStatusCode.NotFound)));
        Assert.IsType<ChannelAnswer.Unknown>(await Ask(() => new HttpResponseMessage(HttpStatusCode.NotFound)));
    }

    [Fact]
    public async Task Is_throttled_when_the_bank_has_no_time()
    {
        Assert.IsType<ChannelAnswer.Throttled>(
            await Ask(() => new HttpResponseMessage(HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public void Reads_the_sample()
    {
        var report = StatusReport.Read(System.Text.Encoding.UTF8.GetBytes(Samples.Pain002));
        Assert.Equal(("PO20231115-0001", new Money(108_80, "CNY"), "PART"), (
            report.MsgId, report.ControlSum, report.Group!.Status));
        Assert.Equal(
            [("R20231115000001", "ACSP", null), ("R20231115000002", "RJCT", "AC01")],
            report.Transactions.Select(t => (t.No, t.Status!.Status, t.Status.Reason)));
    }

    private static async Task<ChannelAnswer> Answer(string report)
    {
        var route = TestBank.RouteOver(new Line(() => TestBank.Says(report)));
        var sent = await route.Send(Order, route.Compose(Order), new Payee("张三", "622202", "102100099996"), default);
        Assert.Equal(sent, await route.Ask(Order, default));
        return sent;
    }

    private static Task<ChannelAnswer> Ask(Func<HttpResponseMessage> bank) =>
        TestBank.RouteOver(new Line(bank)).Ask(Order, default);
}

public sealed class A_bank_that_is_not_there
{
    [Fact]
    public async Task Was_certainly_sent_nothing()
    {
        var order = new TransferOrder(
            "R0123456789ABCDEFGHI", new Money(8_80, "CNY"), "token", new DateOnly(2023, 11, 15), null);
        // nobody listens on "discard"
        var route = TestBank.RouteOver(new SocketsHttpHandler(), "http://127.0.0.1:9");
        var answer = await route.Send(order, route.Compose(order), new Payee("张三", "622202", "102100099996"), default);
        Assert.Equal(Refusal.SameNumberLater, Assert.IsType<ChannelAnswer.Refused>(answer).Kind);
        Assert.IsType<ChannelAnswer.Unknown>(await route.Ask(order, default));
    }
}
