using System.Text;
using Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace Channels.Alipay;

/// <summary>
/// Alipay's message service: that the payer's bank took the bank's share of a refund, or refused it (S177). A refund by
/// itself is never told (S20). A form, signed over its parameters.
/// </summary>
internal sealed class AlipayNotices(AlipayMerchants merchants) : INoticeSource
{
    private const string DepositBack = "alipay.trade.refund.depositback.completed";

    public string Name => AlipaySetup.Name;

    /// <summary>Anything else is sent again, for about a day.</summary>
    public NoticeReply Taken { get; } = new(200, "text/plain", "success");

    public NoticeReply NotTaken(NoticeRefusal why) => new(
        why switch
        {
            NoticeRefusal.Signature or NoticeRefusal.UnknownMerchant => 401,
            NoticeRefusal.UnknownRefund => 404,
            NoticeRefusal.TooLarge => 413,
            _ => 400,
        },
        "text/plain", "fail");

    public Task<NoticeResult> Read(
        string channelMerchant, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (merchants.Find(channelMerchant) is not { } merchant)
            return Task.FromResult(Refuse(NoticeRefusal.UnknownMerchant, channelMerchant));
        try
        {
            return Task.FromResult(Read(merchant, body.Span));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return Task.FromResult(Refuse(NoticeRefusal.Unreadable, e.Message));
        }
    }

    private static NoticeResult Read(AlipayMerchant merchant, ReadOnlySpan<byte> body)
    {
        if (Form(body) is not { } form) return Refuse(NoticeRefusal.Unreadable, "no form, or a member stands twice");
        if (!IsSigned(merchant, form)) return Refuse(NoticeRefusal.Signature, "missing or wrong");
        if (form.GetValueOrDefault("app_id") != merchant.AppId
            || form.GetValueOrDefault("msg_app_id", merchant.AppId) != merchant.AppId)
            return Refuse(NoticeRefusal.OtherMerchant, merchant.AppId);
        if (form.GetValueOrDefault("msg_method") is var kind && kind != DepositBack)
            return Refuse(NoticeRefusal.NotARefund, kind ?? "no msg_method");

        var said = JsonSerializer.Deserialize(
            form.GetValueOrDefault("biz_content", ""), AlipayJson.Default.DepositBackMessage);
        return form.GetValueOrDefault("notify_id") is { Length: > 0 } id
            && said is { TradeNo: { Length: > 0 } trade, OutRequestNo: { Length: > 0 } no }
            && YuanText.TryParseFen(said.DbackAmount, out var fen) && fen > 0
                ? Genuine(merchant, id, (trade, no), AlipayCodes.OfDepositBack(said, Cny(fen)), Cny(fen))
                : Refuse(NoticeRefusal.Unreadable, "members are missing");
    }

    /// <summary>Told is the share of the payer's bank; the rest of the money may have come from elsewhere.</summary>
    private static NoticeResult.Genuine Genuine(
        AlipayMerchant merchant, string id, (string Trade, string Request) nos, ChannelAnswer answer, Money share) =>
        new(new ChannelNotice(id, merchant.AppId, nos.Request, answer)
        {
            ChannelNo = nos.Trade, ChannelPaymentNo = nos.Trade, Amount = share, AmountMayBePart = true,
        });

    /// <summary>Older messages sign sign_type too; nobody can tell by looking, so both are tried.</summary>
    private static bool IsSigned(AlipayMerchant merchant, Dictionary<string, string> form)
    {
        if (form.GetValueOrDefault("sign_type") != "RSA2") return false;
        var sign = form.GetValueOrDefault("sign");
        return Fits(form.Where(parameter => parameter.Key != "sign_type")) || Fits(form);

        bool Fits(IEnumerable<KeyValuePair<string, string>> parameters) => AlipaySigning.Verify(
            merchant.AlipayKeys, certificateSn: null,
            Encoding.UTF8.GetBytes(AlipaySigning.StringToSign(parameters)), sign);
    }

    /// <summary>Decoded exactly once.</summary>
    private static Dictionary<string, string>? Form(ReadOnlySpan<byte> body)
    {
        Dictionary<string, string> form = new(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body)))
            if (!form.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString())) return null;
        return form.Count > 0 ? form : null;
    }

    private static Money Cny(long fen) => new(fen, "CNY");

    private static NoticeResult Refuse(NoticeRefusal why, string detail) => new NoticeResult.Refused(why, detail);
}
