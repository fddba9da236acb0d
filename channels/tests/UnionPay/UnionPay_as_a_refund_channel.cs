using System.Text;
using Channels.Tests.Conformance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

public sealed class UnionPay_as_a_refund_channel : RefundChannelConformance
{
    protected override ChannelRefund Order => UnionPayKit.Order;

    /// <summary>00 is acceptance; only the query tells the end.</summary>
    protected override bool SendMayFinish => false;

    /// <summary>The answer to a refund has no state beside its code, and a query's does not name the payment.</summary>
    protected override bool CanSay(bool ask, Situation situation) =>
        ask ? situation is not Situation.OtherPayment : situation is not Situation.UnheardOfState;

    protected override IRefundChannel Connect(Uri address, TimeSpan timeout)
    {
        var settings = UnionPayKit.Settings(address);
        settings["Timeout"] = timeout.ToString();
        return UnionPayKit.Services(settings).GetRequiredService<IRefundChannel>();
    }

    /// <summary>Number of the certificate and signature are added when it is sent.</summary>
    protected override byte[] WithoutSignature(byte[] received)
    {
        var fields = Encoding.ASCII.GetString(received).Split('&').Where(pair =>
            !pair.StartsWith("certId=", StringComparison.Ordinal)
            && !pair.StartsWith("signature=", StringComparison.Ordinal));
        return Encoding.ASCII.GetBytes(string.Join('&', fields));
    }

    protected override Task Say(HttpContext http, Situation situation)
    {
        var isQuery = http.Request.Path == "/gateway/api/queryTrans.do";
        var done = isQuery ? UnionPayKit.Asked() : UnionPayKit.Created();
        return situation switch
        {
            Situation.Done => UnionPayKit.Answer(http, done),
            Situation.Accepted => UnionPayKit.Answer(http, isQuery ? UnionPayKit.Asked("05") : done),
            Situation.ServerError => UnionPayKit.Answer(http, UnionPayKit.Created("99")),
            Situation.Garbage => http.Response.WriteAsync("<html>hello</html>"),
            Situation.UnheardOfCode => UnionPayKit.Answer(http, UnionPayKit.Created("ZZ")),
            Situation.UnheardOfState => UnionPayKit.Answer(http, UnionPayKit.Asked("ZZ")),
            Situation.WrongSignature => http.Response.WriteAsync(
                UnionPayKit.Text(UnionPayKit.Sign(done, "merchantPrivateKeyPkcs8Base64"))),
            Situation.NoSignature => http.Response.WriteAsync(UnionPayKit.Text(done)),
            Situation.OtherAmount => With(http, done, "txnAmt", "881"),
            Situation.OtherCurrency => With(http, done, "currencyCode", "840"),
            Situation.OtherNumber => With(http, done, "orderId", "R20231115000002"),
            Situation.OtherPayment => With(http, done, "origQryId", "732311150601100000019"),
            _ => throw new ArgumentOutOfRangeException(nameof(situation)),
        };
    }

    private static Task With(HttpContext http, Dictionary<string, string> fields, string name, string value) =>
        UnionPayKit.Answer(http, new(fields) { [name] = value });
}
