using System.Text;
using System.Text.Json.Nodes;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

public sealed class A_refund_notice_of_BestPay
{
    private static readonly INoticeSource Notices =
        BestPayKit.Services(BestPayKit.Settings()).GetRequiredService<INoticeSource>();

    [Fact]
    public async Task Says_that_it_is_done()
    {
        var notice = await Genuine(BestPayKit.Notice("SUCCESS"));
        var done = Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(BestPayKit.Order));
        Assert.Equal(ChargedAmounts.Same(new Money(880, "CNY")), done.Charged);
        Assert.Equal(("2023111500000001", BestPayKit.At("2023-11-15T06:15:02")), (done.No, done.At));
    }

    [Theory]
    [InlineData("FAIL", typeof(ChannelAnswer.FailedProvisional))]             // S29–S32: never a refusal
    [InlineData("NOTPAY", typeof(ChannelAnswer.Unknown)), InlineData("CLOSE", typeof(ChannelAnswer.Unknown))]
    public async Task Never_says_that_it_failed_for_good(string status, Type expected) =>
        Assert.IsType(expected, (await Genuine(BestPayKit.Notice(status))).AnswerFor(BestPayKit.Order));

    [Fact]
    public async Task Has_one_id_however_often_it_comes_and_another_when_it_says_something_else()
    {
        var first = await Genuine(BestPayKit.Notice("FAIL"));
        Assert.Equal(first.Id, (await Genuine(BestPayKit.Notice("FAIL"))).Id);
        Assert.NotEqual(first.Id, (await Genuine(BestPayKit.Notice("SUCCESS"))).Id);
    }

    [Fact]
    public async Task Counts_for_its_own_order_only()
    {
        var notice = await Genuine(BestPayKit.Notice("SUCCESS"));
        ChannelRefund[] others =
        [
            BestPayKit.Order with { No = "R2" }, BestPayKit.Order with { ChannelPaymentNo = "T2" },
            BestPayKit.Order with { Amount = new Money(881, "CNY") }, BestPayKit.Order with { ChannelNo = "504" },
            BestPayKit.Order with { Amount = new Money(880, "HKD") },
            BestPayKit.Order with { ChannelMerchant = "3178000000000002" },
        ];
        Assert.All(others, other => Assert.True(
            Assert.IsType<ChannelAnswer.Unknown>(notice.AnswerFor(other)).IsMismatch));
    }

    [Fact]
    public async Task Is_refused_when_a_byte_of_it_was_changed()
    {
        var body = BestPayKit.Signed(BestPayKit.Notice("SUCCESS"));
        for (var i = 0; i < body.Length; i += 7)
        {
            var changed = body.ToArray();
            changed[i] ^= 1;
            Assert.IsType<NoticeResult.Refused>(await Read(changed));
        }
    }

    [Fact]
    public async Task Is_refused_when_it_is_not_signed_or_names_a_stranger()
    {
        Assert.Equal(NoticeRefusal.Signature, Why(await Read(BestPayKit.Unsigned(BestPayKit.Notice("SUCCESS")))));
        Assert.Equal(
            NoticeRefusal.UnknownMerchant,
            Why(await Notices.Read("404", _ => null, BestPayKit.Signed(BestPayKit.Notice("SUCCESS")), default)));
    }

    [Theory]
    [InlineData("notifyType", "PAY", NoticeRefusal.NotARefund)]
    [InlineData("notifyType", null, NoticeRefusal.NotARefund)]
    [InlineData("merchantNo", "3178000000000002", NoticeRefusal.OtherMerchant)]
    [InlineData("outRefundNo", null, NoticeRefusal.Unreadable)]
    [InlineData("outTradeNo", "", NoticeRefusal.Unreadable)]
    [InlineData("refundAmt", null, NoticeRefusal.Unreadable)]
    [InlineData("refundAmt", "8.80", NoticeRefusal.Unreadable)]
    [InlineData("tradeStatus", null, NoticeRefusal.Unreadable)]
    public async Task Is_refused_when_the_signer_says_something_else(
        string member, string? value, NoticeRefusal expected) =>
        Assert.Equal(expected, Why(await Read(BestPayKit.Signed(BestPayKit.Notice("SUCCESS", (member, value))))));

    [Theory, InlineData("{"), InlineData("[]"), InlineData(""), InlineData("""{"a":1,"a":2}""")]
    public async Task Is_refused_when_it_is_no_message(string body) =>
        Assert.Equal(NoticeRefusal.Unreadable, Why(await Read(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void Is_answered_in_the_words_of_the_channel()
    {
        Assert.Equal("""{"resultCode":"SUCCESS","resultMsg":"OK"}""", Notices.Taken.Body);
        foreach (var why in Enum.GetValues<NoticeRefusal>())
        {
            var reply = Notices.NotTaken(why);
            Assert.NotEqual(200, reply.Status);
            Assert.Equal("FAILED", (string?)JsonNode.Parse(reply.Body)!["resultCode"]);
        }
    }

    private static async Task<ChannelNotice> Genuine(JsonObject notice) =>
        Assert.IsType<NoticeResult.Genuine>(await Read(BestPayKit.Signed(notice))).Notice;

    private static Task<NoticeResult> Read(byte[] body) =>
        Notices.Read(BestPayKit.MerchantNo, _ => null, body, default);

    private static NoticeRefusal Why(NoticeResult result) => Assert.IsType<NoticeResult.Refused>(result).Why;
}
