using System.Globalization;
using System.Text;
using Channels.WeChatPay;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.WeChatPay;

public sealed class A_request_to_WeChatPay
{
    private static readonly IRefundChannel Channel =
        WeChatPayKit.Services(WeChatPayKit.Settings()).GetRequiredService<IRefundChannel>();

    [Theory]
    [InlineData("createRefund"), InlineData("queryRefund"), InlineData("tradeBill")]
    public void Is_signed_as_the_channel_computes_it(string name)
    {
        var signer = new WeChatPaySigner(
            Vectors.Text("mchid"), Vectors.Text("merchantSerial"),
            RsaKey.FromPrivate(Vectors.Key("merchantPrivateKeyPkcs8Base64")));
        var stamp = new WeChatPaySigner.Stamp(
            long.Parse(Vectors.Text($"{name}.timestamp"), CultureInfo.InvariantCulture), Vectors.Text($"{name}.nonce"));
        Assert.Equal(
            Vectors.Text($"{name}.authorization"),
            signer.Authorize(
                Vectors.Text($"{name}.method"), Vectors.Text($"{name}.url"), Vectors.Bytes($"{name}.body"), stamp));
    }

    [Fact]
    public void Has_exactly_the_documented_bytes()
    {
        var request = Channel.Compose(WeChatPayKit.Order);
        Assert.Equal(("POST", Vectors.Text("createRefund.url")), (request.Method, request.Path));
        Assert.Equal(Vectors.Text("createRefund.body"), Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public void Shortens_the_reason_to_eighty_bytes_at_a_whole_character()
    {
        var request = Channel.Compose(WeChatPayKit.Order with { Reason = new string('退', 27) });
        Assert.Contains($"\"{new string('退', 26)}\"", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_an_abnormal_refund_to_the_merchant_by_its_channel_number()
    {
        Assert.Null(Channel.ComposeReturnToMerchant(WeChatPayKit.Order));
        var request = Channel.ComposeReturnToMerchant(WeChatPayKit.Order with { ChannelNo = "503" })!;
        Assert.Equal("/v3/refund/domestic/refunds/503/apply-abnormal-refund", request.Path);
        Assert.Equal(
            """{"out_refund_no":"R20231115000001","type":"MERCHANT_BANK_CARD"}""",
            Encoding.UTF8.GetString(request.Body));
    }
}
