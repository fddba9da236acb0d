using System.Text;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

public sealed class A_notice_of_UnionPay
{
    private static readonly INoticeSource Notices =
        UnionPayKit.Services(UnionPayKit.Settings()).GetRequiredService<INoticeSource>();

    [Fact]
    public async Task Says_that_the_refund_is_done()
    {
        var notice = Genuine(await Read(Fields()));
        Assert.Equal(
            (UnionPayKit.MerId, UnionPayKit.Order.No, UnionPayKit.QueryId),
            (notice.ChannelMerchant, notice.No, notice.ChannelNo));
        var done = Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(UnionPayKit.Order));
        Assert.Equal((UnionPayKit.QueryId, Destination.Payer), (done.No, done.Destination));
        Assert.Equal(ChargedAmounts.Same(new Money(880, "CNY")), done.Charged);
        Assert.Equal(new DateTimeOffset(2023, 11, 15, 6, 15, 2, TimeSpan.FromHours(8)), done.At);
        Assert.Equal((200, "ok"), (Notices.Taken.Status, Notices.Taken.Body));
    }

    [Fact]
    public async Task Counts_for_its_own_order_only()
    {
        var notice = Genuine(await Read(Fields()));
        ChannelRefund[] others =
        [
            UnionPayKit.Order with { No = "R2" }, UnionPayKit.Order with { ChannelPaymentNo = "42" },
            UnionPayKit.Order with { Amount = new Money(881, "CNY") }, UnionPayKit.Order with { ChannelNo = "73" },
            UnionPayKit.Order with { Amount = new Money(880, "HKD") },
            UnionPayKit.Order with { ChannelMerchant = "777290058110049" },
        ];
        Assert.All(others, other => Assert.IsType<ChannelAnswer.Unknown>(notice.AnswerFor(other)));
    }

    [Fact]
    public async Task Has_one_id_in_all_its_repetitions_and_another_when_it_says_something_else()
    {
        var first = Genuine(await Read(Fields()));
        var again = Genuine(await Read(With("traceTime", "1115061503")));
        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, Genuine(await Read(With("respCode", "A6"))).Id);
        Assert.NotEqual(first.Id, Genuine(await Read(With("queryId", "732311150613200000038"))).Id);
    }

    [Theory]
    [InlineData("currencyCode", "840"), InlineData("txnAmt", "8800"), InlineData("origQryId", "1")]
    public async Task Is_a_mismatch_when_it_tells_something_else_of_the_order(string name, string value)
    {
        var answer = Genuine(await Read(With(name, value))).AnswerFor(UnionPayKit.Order);
        Assert.True(Assert.IsType<ChannelAnswer.Unknown>(answer).IsMismatch);
    }

    [Fact]
    public async Task Is_only_a_reason_to_ask_when_it_is_no_success() => Assert.IsType<ChannelAnswer.Unknown>(
        Genuine(await Read(With("respCode", "60"))).AnswerFor(UnionPayKit.Order));

    [Theory]
    [InlineData("merId", "777290058110049", NoticeRefusal.OtherMerchant)]
    [InlineData("txnType", "01", NoticeRefusal.NotARefund)]
    [InlineData("txnAmt", "8.80", NoticeRefusal.Unreadable)]
    [InlineData("txnAmt", "-880", NoticeRefusal.Unreadable)]
    [InlineData("orderId", "", NoticeRefusal.Unreadable)]
    [InlineData("queryId", "", NoticeRefusal.Unreadable)]
    [InlineData("respCode", "", NoticeRefusal.Unreadable)]
    public async Task Is_refused_when_the_signer_says_something_else(string name, string value, NoticeRefusal why) =>
        Assert.Equal(why, Refusal(await Read(With(name, value))));

    [Fact]
    public async Task Is_refused_when_a_byte_of_it_was_changed()
    {
        var body = UnionPayKit.Form(UnionPayKit.Sign(Fields()));
        for (var i = 0; i < body.Length; i += 97)
        {
            var changed = body.ToArray();
            changed[i] ^= 1;
            Assert.IsType<NoticeResult.Refused>(await Notices.Read(UnionPayKit.MerId, _ => null, changed, default));
        }
    }

    [Fact]
    public async Task Is_refused_when_it_is_no_form_or_unsigned()
    {
        Assert.Equal(NoticeRefusal.Unreadable, Refusal(await Notices.Read(
            UnionPayKit.MerId, _ => null, Encoding.ASCII.GetBytes("{}"), default)));
        Assert.Equal(NoticeRefusal.Signature, Refusal(await Notices.Read(
            UnionPayKit.MerId, _ => null, UnionPayKit.Form(Fields()), default)));
    }

    [Fact]
    public async Task Is_refused_for_a_merchant_number_that_is_not_ours() => Assert.Equal(
        NoticeRefusal.UnknownMerchant,
        Refusal(await Notices.Read(
            "777290058119999", _ => null, UnionPayKit.Form(UnionPayKit.Sign(Fields())), default)));

    private static Dictionary<string, string> Fields() => new(UnionPayKit.Created())
    {
        ["settleAmt"] = "880",
        ["settleCurrencyCode"] = "156",
        ["settleDate"] = "1115",
        ["traceNo"] = "061320",
        ["traceTime"] = "1115061502",
    };

    private static Dictionary<string, string> With(string name, string value) => new(Fields()) { [name] = value };

    private static Task<NoticeResult> Read(Dictionary<string, string> fields) =>
        Notices.Read(UnionPayKit.MerId, _ => null, UnionPayKit.Form(UnionPayKit.Sign(fields)), default);

    private static ChannelNotice Genuine(NoticeResult result) => Assert.IsType<NoticeResult.Genuine>(result).Notice;

    private static NoticeRefusal Refusal(NoticeResult result) => Assert.IsType<NoticeResult.Refused>(result).Why;
}
