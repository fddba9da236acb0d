using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contracts;

namespace Channels.UnionPay;

/// <summary>
/// Turns the form that UnionPay posts to backUrl into a <see cref="ChannelNotice"/>. Only successes are told; it comes up
/// to five times until it is answered 200 within ten seconds (V1).
/// </summary>
internal sealed class UnionPayNotices(UnionPayMerchants merchants, UnionPayVerifier verifier) : INoticeSource
{
    public string Name => "unionpay";

    public NoticeReply Taken { get; } = new(200, "text/plain", "ok");

    public NoticeReply NotTaken(NoticeRefusal why) => new(
        why switch
        {
            NoticeRefusal.Signature or NoticeRefusal.UnknownMerchant => 401,
            NoticeRefusal.UnknownRefund => 404,
            NoticeRefusal.TooLarge => 413,
            _ => 400,
        },
        "text/plain", $"The notice does not count: {why}.");

    public Task<NoticeResult> Read(
        string channelMerchant, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult<NoticeResult>(Read(channelMerchant, body.Span));

    private NoticeResult Read(string merId, ReadOnlySpan<byte> body)
    {
        if (merchants.Find(merId) is null) return Refuse(NoticeRefusal.UnknownMerchant, "no key for this merId");
        if (!Message.TryParseForm(body, out var said)) return Refuse(NoticeRefusal.Unreadable, "no form");
        var verdict = verifier.Verify(said);
        if (verdict != SignatureVerdict.Valid) return Refuse(NoticeRefusal.Signature, verdict.ToString());
        if (said["merId"] != merId) return Refuse(NoticeRefusal.OtherMerchant, merId);
        if (said["txnType"] != "04") return Refuse(NoticeRefusal.NotARefund, $"txnType {said["txnType"]}");
        if (said["orderId"] is not { } no || said["queryId"] is not { } queryId || said["respCode"] is not { } code
            || !TryReadFen(said["txnAmt"], out var fen))
            return Refuse(NoticeRefusal.Unreadable, "fields of the refund are missing");

        var amount = new Money(fen, CurrencyOf(said["currencyCode"]));
        var at = TryReadTime(said["txnTime"], out var numbered) ? ChannelTime.Near(said["traceTime"], numbered) : null;
        return new NoticeResult.Genuine(
            new ChannelNotice(IdOf(queryId, code), merId, no, UnionPayCodes.Noticed(said, amount, at))
            {
                ChannelNo = queryId, ChannelPaymentNo = said["origQryId"], Amount = amount,
            });
    }

    /// <summary>The channel numbers its notices not: what a repetition has in common is what it says.</summary>
    private static string IdOf(string queryId, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{queryId}|{code}")));

    /// <summary>A currency that we do not know is kept as it stands, and differs from every order's.</summary>
    private static string CurrencyOf(string? code) => code is null or RefundForm.CurrencyCode ? RefundForm.Currency : code;

    private static bool TryReadFen(string? text, out long fen) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out fen) && fen > 0;

    private static bool TryReadTime(string? text, out DateTimeOffset time)
    {
        var read = DateTime.TryParseExact(
            text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        time = read && local.Year > 1 ? new DateTimeOffset(local, TimeSpan.FromHours(8)) : default;
        return read && local.Year > 1;
    }

    private static NoticeResult.Refused Refuse(NoticeRefusal why, string detail) => new(why, detail);
}
