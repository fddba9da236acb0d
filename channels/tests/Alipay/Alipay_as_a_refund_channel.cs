using Channels.Alipay;
using Channels.Tests.Conformance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

public sealed class Alipay_as_a_refund_channel : RefundChannelConformance
{
    protected override ChannelRefund Order => AlipayKit.Order;

    /// <summary>A refund finishes in its call; there is nothing between.</summary>
    protected override bool SaysAccepted => false;

    /// <summary>An answer to a refund does not name its number, one to a query no currency.</summary>
    protected override bool CanSay(bool ask, Situation situation) => situation switch
    {
        Situation.OtherNumber => ask,
        Situation.OtherCurrency => !ask,
        _ => true,
    };

    protected override IRefundChannel Connect(Uri address, TimeSpan timeout)
    {
        var settings = AlipayKit.Settings(address);
        settings["Timeout"] = timeout.ToString();
        return AlipayKit.Services(settings).GetRequiredService<IRefundChannel>();
    }

    protected override Task Say(HttpContext http, Situation situation) => situation switch
    {
        Situation.Done => AlipayKit.Answer(http, Done(http)),
        Situation.ServerError => AlipayKit.Answer(http, AlipayKit.Error("20000", "isp.unknow-error")),
        Situation.Garbage => AlipayKit.Answer(http, """{"hello":"world"}"""),
        Situation.UnheardOfCode => AlipayKit.Answer(http, AlipayKit.Error("40004", "ACQ.MOON_IN_SEVENTH_HOUSE")),
        Situation.UnheardOfState => AlipayKit.Answer(
            http, Done(http, ("fund_change", "PERHAPS"), ("refund_status", "REJOICING"))),
        Situation.WrongSignature => AlipayKit.Answer(http, Done(http), AlipayKit.Sign("another answer")),
        Situation.NoSignature => AlipayKit.Answer(http, Done(http), sign: false),
        Situation.OtherAmount => AlipayKit.Answer(http, Done(http, ("refund_fee", "8.79"), ("refund_amount", "8.81"))),
        Situation.OtherCurrency => AlipayKit.Answer(http, Done(http, ("refund_currency", "USD"))),
        Situation.OtherNumber => AlipayKit.Answer(http, Done(http, ("out_request_no", "R20231115000002"))),
        Situation.OtherPayment => AlipayKit.Answer(http, Done(http, ("trade_no", "2023111522001400000000000002"))),
        _ => throw new ArgumentOutOfRangeException(nameof(situation)),
    };

    private static Dictionary<string, object?> Done(HttpContext http, params (string, object?)[] changes) =>
        http.Request.Query["method"] == AlipayCodes.Query
            ? AlipayKit.Found(changes)
            : AlipayKit.Refunded(changes);
}
