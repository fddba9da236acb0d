using System.Text;
using Channels.Alipay;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

public sealed class A_deposit_back_message
{
    private static readonly INoticeSource Notices =
        AlipayKit.Services(AlipayKit.Settings()).GetRequiredService<INoticeSource>();

    [Theory, InlineData("withoutSignType"), InlineData("withSignType")]
    public async Task Says_that_the_payers_bank_took_it(string variant)
    {
        var form = Vectors.Pairs("notify.params");
        var signed = variant == "withSignType" ? form : form.Where(pair => pair.Key != "sign_type");
        Assert.Equal(Vectors.Text($"notify.{variant}.stringToVerify"), AlipaySigning.StringToSign(signed));
        form["sign"] = Vectors.Text($"notify.{variant}.sign");

        var notice = Assert.IsType<NoticeResult.Genuine>(await Read(form)).Notice;
        Assert.Equal("2023111500222061321000000000000001", notice.Id);
        var done = Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(AlipayKit.Order));
        Assert.Equal((Destination.Payer, AlipayKit.Order.ChannelPaymentNo), (done.Destination, done.No));
        Assert.Equal(ChargedAmounts.Same(AlipayKit.Order.Amount), done.Charged);
        Assert.Equal(new DateTimeOffset(2023, 11, 15, 9, 0, 0, TimeSpan.FromHours(8)), done.At);
    }

    [Fact]
    public async Task Says_that_his_bank_refused_it_and_it_went_to_his_balance()
    {
        var notice = await Genuine(("\"dback_status\":\"S\"", "\"dback_status\":\"F\""));
        var done = Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(AlipayKit.Order));
        Assert.Equal(Destination.PayerBalance, done.Destination);
    }

    [Fact]
    public async Task Of_a_part_is_a_reason_to_ask()
    {
        var notice = await Genuine(("\"8.80\"", "\"5.00\""));
        Assert.IsType<ChannelAnswer.Accepted>(notice.AnswerFor(AlipayKit.Order));
        var more = await Genuine(("\"8.80\"", "\"8.81\""));
        Assert.True(Assert.IsType<ChannelAnswer.Unknown>(more.AnswerFor(AlipayKit.Order)).IsMismatch);
    }

    [Fact]
    public async Task Of_a_part_that_his_bank_refused_tells_how_much_is_in_his_balance()
    {
        var notice = await Genuine(("\"8.80\"", "\"5.00\""), ("\"dback_status\":\"S\"", "\"dback_status\":\"F\""));
        var accepted = Assert.IsType<ChannelAnswer.Accepted>(notice.AnswerFor(AlipayKit.Order));
        Assert.Equal(new Money(500, "CNY"), accepted.ToPayerBalance);
    }

    [Fact]
    public async Task With_another_word_says_nothing()
    {
        var notice = await Genuine(("\"dback_status\":\"S\"", "\"dback_status\":\"Q\""));
        Assert.IsType<ChannelAnswer.Unknown>(notice.AnswerFor(AlipayKit.Order));
    }

    [Fact]
    public async Task Counts_for_its_own_order_only()
    {
        var notice = await Genuine();
        ChannelRefund[] others =
        [
            AlipayKit.Order with { No = "R2" }, AlipayKit.Order with { ChannelPaymentNo = "42" },
            AlipayKit.Order with { Amount = new Money(879, "CNY") }, AlipayKit.Order with { ChannelNo = "43" },
            AlipayKit.Order with { Amount = new Money(880, "HKD") },
            AlipayKit.Order with { ChannelMerchant = "2021000000000002" },
        ];
        Assert.All(others, other => Assert.IsType<ChannelAnswer.Unknown>(notice.AnswerFor(other)));
    }

    [Fact]
    public async Task Is_refused_when_a_byte_of_it_was_changed()
    {
        var body = Body(Signed(Vectors.Pairs("notify.params")));
        for (var i = 0; i < body.Length; i += 53)
        {
            var changed = body.ToArray();
            changed[i] ^= 1;
            Assert.IsType<NoticeResult.Refused>(await Notices.Read(AlipayKit.AppId, _ => null, changed, default));
        }
    }

    [Theory]
    [InlineData("msg_method", "alipay.fund.trans.order.changed", NoticeRefusal.NotARefund)]
    [InlineData("app_id", "2021000000000002", NoticeRefusal.OtherMerchant)]
    [InlineData("msg_app_id", "2021000000000002", NoticeRefusal.OtherMerchant)]
    [InlineData("notify_id", "", NoticeRefusal.Unreadable)]
    [InlineData("biz_content", "{}", NoticeRefusal.Unreadable)]
    [InlineData("biz_content", "cipher", NoticeRefusal.Unreadable)]
    [InlineData("sign_type", "RSA", NoticeRefusal.Signature)]
    public async Task Is_refused_when_the_signer_says_something_else(string name, string value, NoticeRefusal expected)
    {
        var form = Vectors.Pairs("notify.params");
        form[name] = value;
        Assert.Equal(expected, Refusal(await Read(Signed(form))));
    }

    [Fact]
    public async Task Is_refused_without_signature_and_for_strangers()
    {
        var form = Vectors.Pairs("notify.params");
        Assert.Equal(NoticeRefusal.Signature, Refusal(await Read(form)));
        Assert.Equal(
            NoticeRefusal.Unreadable, Refusal(await Notices.Read(AlipayKit.AppId, _ => null, default, default)));
        Assert.Equal(
            NoticeRefusal.UnknownMerchant,
            Refusal(await Notices.Read("2021000000000009", _ => null, Body(Signed(form)), default)));
        byte[] twice = [.. Body(Signed(form)), .. "&app_id=2021000000000001"u8];
        Assert.Equal(
            NoticeRefusal.Unreadable, Refusal(await Notices.Read(AlipayKit.AppId, _ => null, twice, default)));
    }

    [Fact]
    public void Is_answered_with_the_one_word_that_stops_it()
    {
        Assert.Equal((200, "success"), (Notices.Taken.Status, Notices.Taken.Body));
        Assert.All(Enum.GetValues<NoticeRefusal>(), why => Assert.Equal("fail", Notices.NotTaken(why).Body));
    }

    private static async Task<ChannelNotice> Genuine(params (string Of, string Instead)[] changes)
    {
        var form = Vectors.Pairs("notify.params");
        foreach (var (of, instead) in changes)
            form["biz_content"] = form["biz_content"].Replace(of, instead, StringComparison.Ordinal);
        return Assert.IsType<NoticeResult.Genuine>(await Read(Signed(form))).Notice;
    }

    private static Dictionary<string, string> Signed(Dictionary<string, string> form)
    {
        form["sign"] = AlipayKit.Sign(AlipaySigning.StringToSign(form.Where(pair => pair.Key != "sign_type")));
        return form;
    }

    private static Task<NoticeResult> Read(Dictionary<string, string> form) =>
        Notices.Read(AlipayKit.AppId, _ => null, Body(form), default);

    private static byte[] Body(Dictionary<string, string> form) => Encoding.UTF8.GetBytes(
        string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))
            .Replace("%20", "+", StringComparison.Ordinal));

    private static NoticeRefusal Refusal(NoticeResult result) => Assert.IsType<NoticeResult.Refused>(result).Why;
}
