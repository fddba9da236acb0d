using System.Security.Cryptography;
using System.Text;
using Channels.Alipay;

namespace Channels.Tests.Alipay;

public sealed class A_signature_of_Alipay
{
    private static readonly AlipayMerchant Merchant = AlipayKit.Merchant();

    [Fact]
    public void Is_over_the_bytes_of_the_inner_object()
    {
        var answer = SignedAnswer.Cut(Vectors.Bytes("response.raw"), AlipayCodes.Refund);
        Assert.Equal(Vectors.Text("response.signedText"), Encoding.UTF8.GetString(answer.Node.Span));
        Assert.Equal(Vectors.Text("response.sign"), answer.Sign);
        Assert.True(AlipaySigning.Verify(Merchant.AlipayKeys, null, answer.Node.Span, answer.Sign));
    }

    [Fact]
    public void Lets_the_recorded_answer_count()
    {
        var answer = SignedAnswer.Cut(Vectors.Bytes("response.raw"), AlipayCodes.Refund);
        var said = JsonSerializer.Deserialize(answer.Node.Span, AlipayJson.Default.AlipayAnswer)!;
        var done = Assert.IsType<ChannelAnswer.Done>(AlipayCodes.OfRefund(AlipayKit.Order, said));
        Assert.Equal(ChargedAmounts.Same(AlipayKit.Order.Amount), done.Charged);
        Assert.Equal(new DateTimeOffset(2023, 11, 15, 6, 13, 21, TimeSpan.FromHours(8)), done.At);
    }

    [Fact]
    public void Fits_no_changed_byte()
    {
        var node = Vectors.Bytes("response.signedText");
        for (var i = 0; i < node.Length; i += 37)
        {
            node[i] ^= 1;
            Assert.False(AlipaySigning.Verify(Merchant.AlipayKeys, null, node, Vectors.Text("response.sign")));
            node[i] ^= 1;
        }
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("AAAA"), InlineData("no Base64")]
    public void Is_wrong_when_it_is_none(string? signature) => Assert.False(
        AlipaySigning.Verify(Merchant.AlipayKeys, null, Vectors.Bytes("response.signedText"), signature));

    [Fact]
    public void Is_by_one_of_the_keys_and_by_the_one_that_is_named()
    {
        var message = Vectors.Bytes("response.signedText");
        var sign = Vectors.Text("response.sign");
        var certificate = Vectors.Key("platformCertificate");
        AlipayKey[] keys = [AlipayKey.Read(Vectors.Key("merchantPublicKey")), AlipayKey.Read(certificate)];
        Assert.True(AlipaySigning.Verify(keys, null, message, sign));
        Assert.True(AlipaySigning.Verify(keys, CertificateSerial.Of(certificate), message, sign));
        Assert.False(AlipaySigning.Verify(keys, Vectors.Text("certSn.appCertSn"), message, sign));
    }

    [Theory]
    [InlineData("""{"alipay_trade_refund_response":{"a":"\/}\"{"} ,"sign":"x"}""", """{"a":"\/}\"{"}""")]
    [InlineData("""{"sign":"x","alipay_trade_refund_response": {"a":{"b":[1]}}}""", """{"a":{"b":[1]}}""")]
    [InlineData("""{"error_response":{"code":"40002"},"sign":"x"}""", """{"code":"40002"}""")]
    public void Is_over_exactly_what_came(string body, string node)
    {
        var answer = SignedAnswer.Cut(Encoding.UTF8.GetBytes(body), AlipayCodes.Refund);
        Assert.Equal((node, "x"), (Encoding.UTF8.GetString(answer.Node.Span), answer.Sign));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"sign":"x"}""")]
    [InlineData("""{"alipay_trade_query_response":{"code":"10000"},"sign":"x"}""")]
    [InlineData("""{"alipay_trade_refund_response":"cipher","sign":"x"}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"alipay_trade_refund_response":{},"sign":"x"}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"error_response":{},"sign":"x"}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"sign":"x","sign":"y"}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"sign":1}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"sign":"x"}{}""")]
    [InlineData("""{"alipay_trade_refund_response":{},"sign":"x" """)]
    public void Is_looked_for_in_one_answer_only(string body) => Assert.ThrowsAny<JsonException>(
        () => SignedAnswer.Cut(Encoding.UTF8.GetBytes(body), AlipayCodes.Refund));

    [Fact]
    public void Names_a_certificate_by_issuer_and_serial()
    {
        Assert.Equal(
            Vectors.Text("certSn.appCertSn"),
            CertificateSerial.Name(Vectors.Text("certSn.issuerReversed"), Vectors.Text("certSn.serialDecimal")));
        Assert.Equal(Vectors.Text("certSn.appCertSn"), CertificateSerial.Of(Vectors.Key("merchantCertificate")));
        Assert.Equal(
            $"{CertificateSerial.Of(Vectors.Key("platformCertificate"))}_{Vectors.Text("certSn.appCertSn")}",
            CertificateSerial.OfRoots(Vectors.Key("platformCertificate") + Vectors.Key("merchantCertificate")));
        Assert.Throws<CryptographicException>(() => CertificateSerial.OfRoots("no certificate"));
    }
}
