using System.Security.Cryptography;
using System.Text;
using Contracts;

namespace Channels.BestPay;

/// <summary>
/// Turns the bytes of a refund notice into a <see cref="ChannelNotice"/>. FAIL may be followed by
/// SUCCESS, when the next day's try worked (S29); success by hand is never told (S28, S30).
/// </summary>
internal sealed class BestPayNotices(BestPayMerchants merchants) : INoticeSource
{
    public string Name => "bestpay";

    public NoticeReply Taken { get; } =
        new(200, "application/json", """{"resultCode":"SUCCESS","resultMsg":"OK"}""");

    public NoticeReply NotTaken(NoticeRefusal why) => new(
        why switch
        {
            NoticeRefusal.Signature or NoticeRefusal.UnknownMerchant => 401,
            NoticeRefusal.UnknownRefund => 404,
            NoticeRefusal.TooLarge => 413,
            _ => 400,
        },
        "application/json",
        $$"""{"resultCode":"FAILED","resultMsg":"The notice does not count: {{why}}."}""");

    public Task<NoticeResult> Read(
        string channelMerchant, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult(Read(channelMerchant, body));

    private NoticeResult Read(string channelMerchant, ReadOnlyMemory<byte> body)
    {
        if (merchants.Find(channelMerchant) is not { } merchant)
            return Refuse(NoticeRefusal.UnknownMerchant, channelMerchant);
        try
        {
            return merchant.Verifier.Open(body) is { } signed
                ? Read(merchant, signed)
                : Refuse(NoticeRefusal.Signature, "it is missing or does not fit");
        }
        catch (JsonException e)
        {
            return Refuse(NoticeRefusal.Unreadable, e.Message);
        }
    }

    private static NoticeResult Read(BestPayMerchant merchant, SignedMessage signed)
    {
        var said = signed.Content.Deserialize(BestPayJson.Default.NoticeDocument)!;
        if (said.NotifyType != "REFUND") return Refuse(NoticeRefusal.NotARefund, said.NotifyType ?? "");
        if (said.MerchantNo != merchant.MerchantNo) return Refuse(NoticeRefusal.OtherMerchant, merchant.MerchantNo);
        if (said is not
            {
                OutRefundNo: { Length: > 0 } no, OutTradeNo: { Length: > 0 } paymentNo, RefundAmt: { } fen,
                TradeStatus: { Length: > 0 },
            })
            return Refuse(NoticeRefusal.Unreadable, "members of the refund are missing");

        var refund = new RefundDocument(
            said.MerchantNo, paymentNo, no, said.TradeNo, fen, Ccy: null, said.TradeStatus, TradeResultDesc: null,
            said.RefundFinishedDate);
        var amount = new Money(fen, "CNY");
        var answer = BestPayCodes.Status("notice", refund, amount);
        return new NoticeResult.Genuine(new ChannelNotice(IdOf(signed), merchant.MerchantNo, no, answer)
        {
            ChannelNo = said.TradeNo, ChannelPaymentNo = paymentNo, Amount = amount,
        });
    }

    /// <summary>A notice has no id of its own: it is what it says.</summary>
    private static string IdOf(SignedMessage signed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed.Text)));

    private static NoticeResult.Refused Refuse(NoticeRefusal why, string detail) => new(why, detail);
}
