using System.Text;
using Channels.UnionPay;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

public sealed class A_request_to_UnionPay
{
    private static readonly IRefundChannel Channel =
        UnionPayKit.Services(UnionPayKit.Settings()).GetRequiredService<IRefundChannel>();

    [Fact]
    public void Is_signed_as_the_channel_computes_it()
    {
        var signer = new UnionPaySigner(
            Vectors.Fields("request.params")["certId"],
            RsaKey.FromPrivate(Vectors.Key("merchantPrivateKeyPkcs8Base64")));
        Assert.True(Message.TryParseForm(Channel.Compose(UnionPayKit.Order).Body, out var composed));
        var signed = signer.Sign(composed);
        Assert.Equal(Vectors.Text("request.stringToSign"), signed.ToSign());
        Assert.Equal(Vectors.Text("request.sha256Hex"), Encoding.ASCII.GetString(signed.Digest()));
        Assert.Equal(Vectors.Text("request.signature"), signed[Message.Signature]);
    }

    [Fact]
    public void Is_composed_of_the_documented_fields_without_key_or_signature()
    {
        var request = Channel.Compose(UnionPayKit.Order);
        Assert.Equal(("POST", "/gateway/api/backTransReq.do"), (request.Method, request.Path));
        Assert.Equal(
            "accessType=0&backUrl=https%3A%2F%2Fpay.example.com%2Fnotify%2Funionpay%2Frefund&bizType=000201"
            + "&channelType=07&currencyCode=156&encoding=UTF-8&merId=777290058110048&orderId=R20231115000001"
            + "&origQryId=732311150601100000018&signMethod=01&txnAmt=880&txnSubType=00&txnTime=20231115061320"
            + "&txnType=04&version=5.1.0",
            Encoding.ASCII.GetString(request.Body));
    }

    [Fact]
    public void Has_the_merchant_number_in_the_address_of_its_notice()
    {
        var settings = UnionPayKit.Settings();
        settings["NotifyUrl"] = "https://pay.example.com/notify/unionpay/{merId}";
        var channel = UnionPayKit.Services(settings).GetRequiredService<IRefundChannel>();
        Assert.Contains(
            "%2Funionpay%2F777290058110048&",
            Encoding.ASCII.GetString(channel.Compose(UnionPayKit.Order).Body), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_by_the_time_of_the_number_whatever_the_time_is_now()
    {
        var later = UnionPayKit.Order with { NumberedAt = UnionPayKit.Order.NumberedAt.ToOffset(TimeSpan.FromHours(-5)) };
        Assert.Equal("20231115061320", RefundForm.Query(later)["txnTime"]);
        Assert.Equal(Channel.Compose(UnionPayKit.Order).Body, Channel.Compose(later).Body);
    }

    [Fact]
    public void Cannot_send_anything_to_the_merchants_own_account() =>
        Assert.Null(Channel.ComposeReturnToMerchant(UnionPayKit.Order with { ChannelNo = UnionPayKit.QueryId }));

    [Fact]
    public async Task Is_not_sent_in_another_currency()
    {
        var order = UnionPayKit.Order with { Amount = new Money(880, "USD"), PaymentTotal = new Money(1000, "USD") };
        var refused = Assert.IsType<ChannelAnswer.Refused>(await Channel.Send(order, Channel.Compose(order), default));
        Assert.Equal(Refusal.Final, refused.Kind);
    }
}
