using Channels.Tests.Conformance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.WeChatPay;

public sealed class WeChatPay_as_a_refund_channel : RefundChannelConformance
{
    protected override ChannelRefund Order => WeChatPayKit.Order;

    protected override IRefundChannel Connect(Uri address, TimeSpan timeout)
    {
        var settings = WeChatPayKit.Settings(address);
        settings["Timeout"] = timeout.ToString();
        return WeChatPayKit.Services(settings).GetRequiredService<IRefundChannel>();
    }

    protected override Task Say(HttpContext http, Situation situation) => situation switch
    {
        Situation.Done => WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund()),
        Situation.Accepted => WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund("PROCESSING")),
        Situation.ServerError => WeChatPayKit.Answer(http, 500, """{"code":"SYSTEM_ERROR","message":"系统异常"}"""),
        Situation.Garbage => WeChatPayKit.Answer(http, 200, "<html>hello</html>"),
        Situation.UnheardOfCode => WeChatPayKit.Answer(http, 403, """{"code":"MOON_IN_SEVENTH_HOUSE","message":""}"""),
        Situation.UnheardOfState => WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund("REJOICING")),
        Situation.WrongSignature =>
            WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund(), WeChatPayKit.Sign("another body"), null),
        Situation.NoSignature => WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund(), sign: false),
        Situation.OtherAmount => With(http, "amount", WeChatPayKit.Amount(refund: 881)),
        Situation.OtherCurrency => With(http, "amount", WeChatPayKit.Amount(currency: "USD")),
        Situation.OtherNumber => With(http, "out_refund_no", "R20231115000002"),
        Situation.OtherPayment => With(http, "transaction_id", "4200000000202311150000000002"),
        _ => throw new ArgumentOutOfRangeException(nameof(situation)),
    };

    private static Task With(HttpContext http, string member, object value) =>
        WeChatPayKit.Answer(http, 200, WeChatPayKit.Refund(change: refund => refund[member] = value));
}
