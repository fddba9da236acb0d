using System.Text;
using Channels.Alipay;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

public sealed class A_request_to_Alipay
{
    private static readonly IRefundChannel Channel =
        AlipayKit.Services(AlipayKit.Settings()).GetRequiredService<IRefundChannel>();

    [Fact]
    public void Is_signed_as_the_channel_computes_it()
    {
        var parameters = Vectors.Pairs("request.params");
        Assert.Equal(Vectors.Text("request.stringToSign"), AlipaySigning.StringToSign(parameters));
        Assert.Equal(Vectors.Text("request.sign"), AlipaySigning.Sign(AlipayKit.Merchant().Key, parameters));
    }

    [Fact]
    public void Has_exactly_the_documented_bytes()
    {
        var request = Channel.Compose(AlipayKit.Order);
        Assert.Equal(("POST", "/gateway.do", "alipay.trade.refund"), (request.Method, request.Path, request.Operation));
        Assert.Equal(Vectors.Text("request.formBody"), Encoding.UTF8.GetString(request.Body));
        Assert.Equal(
            Vectors.Text("request.queryString"), AlipayTransport.Query(AlipayKit.Merchant(), request, Vectors.Time));
    }

    [Fact]
    public void Names_both_certificates_in_certificate_mode()
    {
        var merchant = AlipayKit.Merchant(AlipayKit.CertificateSettings());
        var query = AlipayTransport.Query(merchant, Channel.Compose(AlipayKit.Order), Vectors.Time);
        Assert.Contains($"&app_cert_sn={Vectors.Text("certSn.appCertSn")}&", query, StringComparison.Ordinal);
        Assert.Contains(
            $"_{Vectors.Text("certSn.appCertSn")}&sign=", query, StringComparison.Ordinal);        // the second root

        var signed = Uri.UnescapeDataString(query).Split('&').Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var sign = signed["sign"];
        signed["biz_content"] = BizContent.Parameter(Channel.Compose(AlipayKit.Order).Body).Value;
        Assert.Equal(sign, AlipaySigning.Sign(merchant.Key, signed));
    }

    [Fact]
    public void Carries_any_reason_in_one_line_of_256_characters()
    {
        var request = Channel.Compose(AlipayKit.Order with { Reason = $"a\r\n\t+&=\"é{new string('退', 300)}" });
        var reason = JsonDocument.Parse(BizContent.Parameter(request.Body).Value)
            .RootElement.GetProperty("refund_reason").GetString()!;
        Assert.Equal(256, reason.Length);
        Assert.StartsWith("a   +&=\"é退", reason, StringComparison.Ordinal);
    }

    [Theory, InlineData(1, "0.01"), InlineData(10, "0.10"), InlineData(123_456_789, "1234567.89")]
    public void Writes_amounts_in_yuan(long fen, string yuan)
    {
        var request = Channel.Compose(AlipayKit.Order with { Amount = new Money(fen, "CNY") });
        Assert.Contains(
            $"\"refund_amount\":\"{yuan}\"", BizContent.Parameter(request.Body).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_sends_a_refund_to_the_merchant() =>
        Assert.Null(Channel.ComposeReturnToMerchant(AlipayKit.Order with { ChannelNo = "1" }));
}
