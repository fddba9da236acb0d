using System.Text;
using Channels.WeChatPay;
using Contracts;

namespace Channels.Tests.WeChatPay;

public sealed class A_refund_notice
{
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1700000103);

    private static readonly WeChatPayHeaders Headers = new(
        Vectors.Text("notify.timestamp"), Vectors.Text("notify.nonce"), Vectors.Text("notify.signature"),
        Vectors.Text("notify.serial"));

    [Fact]
    public async Task Says_what_became_of_the_refund()
    {
        var notice = Assert.IsType<NoticeResult.Genuine>(await Read()).Notice;
        Assert.Equal("EV-2023111506150300001", notice.Id);
        Assert.Equal("50300000002023111500000000001", notice.ChannelNo);

        var done = Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(WeChatPayKit.Order));
        Assert.Equal(Destination.Payer, done.Destination);
        Assert.Equal(ChargedAmounts.Same(new Money(880, "CNY")), done.Charged);
        Assert.Equal(new DateTimeOffset(2023, 11, 15, 6, 15, 2, TimeSpan.FromHours(8)), done.At);
    }

    [Fact]
    public async Task Counts_for_its_own_order_only()
    {
        var notice = Assert.IsType<NoticeResult.Genuine>(await Read()).Notice;
        ChannelRefund[] others =
        [
            WeChatPayKit.Order with { No = "R2" }, WeChatPayKit.Order with { ChannelPaymentNo = "42" },
            WeChatPayKit.Order with { Amount = new Money(881, "CNY") }, WeChatPayKit.Order with { ChannelNo = "504" },
            WeChatPayKit.Order with { PaymentTotal = new Money(1001, "CNY") },
            WeChatPayKit.Order with { Amount = new Money(880, "HKD") },
            WeChatPayKit.Order with { ChannelMerchant = "1900099902" },
        ];
        Assert.All(others, other => Assert.IsType<ChannelAnswer.Unknown>(notice.AnswerFor(other)));
    }

    [Fact]
    public async Task Is_refused_when_a_byte_of_its_body_was_changed()
    {
        var body = Vectors.Bytes("notify.body");
        for (var i = 0; i < body.Length; i += 97)
        {
            var changed = body.ToArray();
            changed[i] ^= 1;
            Assert.Equal(NoticeRefusal.Signature, Refusal(await Read(body: changed)));
        }
    }

    [Fact]
    public async Task Is_refused_when_a_header_was_changed()
    {
        WeChatPayHeaders[] changed =
        [
            Headers with { Nonce = "x" }, Headers with { Timestamp = "1700000104" },
            Headers with { Signature = "AAAA" },
            Headers with { Signature = $"WECHATPAY/SIGNTEST/{Headers.Signature}" },
            Headers with { Serial = "PUB_KEY_ID_404" },
        ];
        foreach (var headers in changed) Assert.Equal(NoticeRefusal.Signature, Refusal(await Read(headers)));
    }

    [Fact]
    public async Task Is_refused_when_it_is_replayed_later() => Assert.Equal(
        NoticeRefusal.Signature,
        Refusal(await WeChatPayKit.NoticesAt(Sent.AddMinutes(5))
            .Read(WeChatPayKit.MchId, WeChatPayKit.LookUp(Headers), Vectors.Bytes("notify.body"), default)));

    [Fact]
    public async Task Is_refused_for_a_merchant_number_that_is_not_ours() => Assert.Equal(
        NoticeRefusal.UnknownMerchant,
        Refusal(await WeChatPayKit.NoticesAt(Sent)
            .Read("1900099999", WeChatPayKit.LookUp(Headers), Vectors.Bytes("notify.body"), default)));

    [Theory]
    [InlineData("TRANSACTION.SUCCESS", "REFUND.SUCCESS", NoticeRefusal.NotARefund)]
    [InlineData("\"nonce\":\"xxxxxxxxxxxx\"", "\"nonce\":\"Nq3ZtC0kVb8s\"", NoticeRefusal.Undecryptable)]
    [InlineData("\"associated_data\":\"other\"", "\"associated_data\":\"refund\"", NoticeRefusal.Undecryptable)]
    [InlineData("\"algorithm\":\"ROT13\"", "\"algorithm\":\"AEAD_AES_256_GCM\"", NoticeRefusal.Undecryptable)]
    [InlineData("\"idd\":", "\"id\":", NoticeRefusal.Unreadable)]
    [InlineData("", "{", NoticeRefusal.Unreadable)]
    public async Task Is_refused_when_the_signer_says_something_else(string instead, string of, NoticeRefusal expected)
    {
        var original = Vectors.Text("notify.body");
        var body = original.Replace(of, instead, StringComparison.Ordinal);
        Assert.NotEqual(original, body);
        var signature = WeChatPayKit.Sign(body).Split('|');
        var headers = new WeChatPayHeaders(signature[0], signature[1], signature[2], Vectors.Text("platformSerial"));
        var result = await WeChatPayKit.NoticesAt(TimeProvider.System.GetUtcNow())
            .Read(WeChatPayKit.MchId, WeChatPayKit.LookUp(headers), Encoding.UTF8.GetBytes(body), default);
        Assert.Equal(expected, Refusal(result));
    }

    private static NoticeRefusal Refusal(NoticeResult result) =>
        Assert.IsType<NoticeResult.Refused>(result).Why;

    private static Task<NoticeResult> Read(WeChatPayHeaders? headers = null, byte[]? body = null) =>
        WeChatPayKit.NoticesAt(Sent)
            .Read(
                WeChatPayKit.MchId, WeChatPayKit.LookUp(headers ?? Headers), body ?? Vectors.Bytes("notify.body"),
                default);
}
