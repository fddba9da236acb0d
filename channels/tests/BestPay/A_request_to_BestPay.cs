using System.Text;
using Channels.BestPay;
using Channels.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

public sealed class A_request_to_BestPay
{
    private static readonly IRefundChannel Channel =
        BestPayKit.Services(BestPayKit.Settings()).GetRequiredService<IRefundChannel>();

    [Fact]
    public void Is_signed_as_the_channel_computes_it()
    {
        using var composed = JsonDocument.Parse(Channel.Compose(BestPayKit.Order).Body);
        Assert.Equal(Vectors.Text("mapi.stringToSign"), SignedText.Of(composed.RootElement));
        Assert.Equal(
            Vectors.Text("mapi.sign"),
            new BestPaySigner(RsaKey.FromPrivate(Vectors.Key("merchantPrivateKeyPkcs8Base64")))
                .Sign(Vectors.Text("mapi.stringToSign")));
    }

    [Fact]
    public async Task Carries_its_signature_as_its_last_member()
    {
        var sent = "";
        await using var server = await ScriptedServer.Start();
        server.Script = async http =>
        {
            sent = $"{http.Request.Path} {await new StreamReader(http.Request.Body).ReadToEndAsync()}";
        };
        var channel = BestPayKit.Services(BestPayKit.Settings(server.Address)).GetRequiredService<IRefundChannel>();
        var request = channel.Compose(BestPayKit.Order);
        await channel.Send(BestPayKit.Order, request, default);
        Assert.Equal(
            $"/mapi/uniformReceipt/tradeRefund {Encoding.UTF8.GetString(request.Body)[..^1]},"
            + $"\"sign\":\"{Vectors.Text("mapi.sign")}\"}}",
            sent);

        await channel.Ask(BestPayKit.Order, default);
        Assert.StartsWith(
            "/mapi/uniformReceipt/refundOrderQuery {\"merchantNo\":\"3178000000000001\",\"outTradeNo\":\"R20231115000001\","
            + "\"tradeDate\":\"2023-11-15 06:13:20\",\"sign\":\"",
            sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_times_that_belong_to_its_number()
    {
        var body = Encoding.UTF8.GetString(Channel.Compose(BestPayKit.Order with
        {
            NumberedAt = BestPayKit.Order.NumberedAt.ToUniversalTime(),
        }).Body);
        Assert.Equal(Encoding.UTF8.GetString(Channel.Compose(BestPayKit.Order).Body), body);
    }

    [Fact]
    public void Leaves_out_what_is_empty_and_keeps_its_separator_out_of_the_reason()
    {
        var bare = Encoding.UTF8.GetString(Channel.Compose(BestPayKit.Order with { Reason = "" }).Body);
        Assert.DoesNotContain("refundCause", bare, StringComparison.Ordinal);
        var tricky = Channel.Compose(BestPayKit.Order with { Reason = "坏了&refundAmt=1" });
        Assert.Contains("坏了＆refundAmt=1", Encoding.UTF8.GetString(tricky.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void Never_returns_money_to_the_merchant() =>
        Assert.Null(Channel.ComposeReturnToMerchant(BestPayKit.Order with { ChannelNo = "2023" }));
}
