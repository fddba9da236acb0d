using System.Text;
using System.Text.Json.Nodes;
using Channels.Tests.Conformance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

public sealed class BestPay_as_a_refund_channel : RefundChannelConformance
{
    protected override ChannelRefund Order => BestPayKit.Order;

    protected override bool SendMayFinish => false;

    protected override IRefundChannel Connect(Uri address, TimeSpan timeout)
    {
        var settings = BestPayKit.Settings(address);
        settings["Timeout"] = timeout.ToString();
        return BestPayKit.Services(settings).GetRequiredService<IRefundChannel>();
    }

    protected override byte[] WithoutSignature(byte[] received)
    {
        var text = Encoding.UTF8.GetString(received);
        return Encoding.UTF8.GetBytes(text[..text.IndexOf(",\"sign\":", StringComparison.Ordinal)] + "}");
    }

    protected override Task Say(HttpContext http, Situation situation) => situation switch
    {
        Situation.Done => With(http),
        Situation.Accepted => BestPayKit.Answer(
            http, BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("ACCEPT")))),
        Situation.ServerError => BestPayKit.Answer(
            http, BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("SUCCESS"))), 500),
        Situation.Garbage => BestPayKit.Answer(http, "<html>hello</html>"u8.ToArray()),
        Situation.UnheardOfCode => BestPayKit.Answer(
            http, BestPayKit.Signed(BestPayKit.Error("MOON_IN_SEVENTH_HOUSE"))),
        Situation.UnheardOfState => BestPayKit.Answer(
            http, BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("REJOICING")))),
        Situation.WrongSignature => BestPayKit.Answer(
            http, BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("SUCCESS")), otherText: "another text")),
        Situation.NoSignature => BestPayKit.Answer(
            http, BestPayKit.Unsigned(BestPayKit.Success(BestPayKit.Refund("SUCCESS")))),
        Situation.OtherAmount => With(http, ("refundAmt", 881)),
        Situation.OtherCurrency => With(http, ("ccy", "840")),
        Situation.OtherNumber => With(http, ("outRequestNo", "R20231115000002")),
        Situation.OtherPayment => With(http, ("outTradeNo", "T20231115000002")),
        _ => throw new ArgumentOutOfRangeException(nameof(situation)),
    };

    private static Task With(HttpContext http, params (string Name, JsonNode? Value)[] changes) => BestPayKit.Answer(
        http, BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("SUCCESS", changes))));
}
