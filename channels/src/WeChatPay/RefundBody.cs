using System.Buffers;
using System.Text.Encodings.Web;

namespace Channels.WeChatPay;

/// <summary>
/// Composes request bodies. The order of members and the escaping are fixed, so that the same order always gives the
/// same bytes: a retry keeps them (S4).
/// </summary>
internal static class RefundBody
{
    /// <summary>The channel's limit for the reason; counted in bytes, the stricter reading of its manual.</summary>
    private const int ReasonBytes = 80;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Create(ChannelRefund refund, WeChatPayMerchant merchant) => Write(json =>
    {
        json.WriteString("transaction_id", refund.ChannelPaymentNo);
        json.WriteString("out_refund_no", refund.No);
        if (refund.Reason is { Length: > 0 } reason) json.WriteString("reason", Shorten(reason));
        if (merchant.NotifyUrl is { Length: > 0 } url) json.WriteString("notify_url", url);
        if (merchant.FundsAccount is { Length: > 0 } account) json.WriteString("funds_account", account);
        json.WriteStartObject("amount");
        json.WriteNumber("refund", refund.Amount.Minor);
        json.WriteNumber("total", refund.PaymentTotal.Minor);
        json.WriteString("currency", refund.Amount.Currency);
        json.WriteEndObject();
    });

    public static byte[] ReturnToMerchant(ChannelRefund refund) => Write(json =>
    {
        json.WriteString("out_refund_no", refund.No);
        json.WriteString("type", "MERCHANT_BANK_CARD");
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Cuts at a whole character.</summary>
    private static string Shorten(string reason)
    {
        var (bytes, characters) = (0, 0);
        foreach (var rune in reason.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > ReasonBytes) break;
            characters += rune.Utf16SequenceLength;
        }
        return reason[..characters];
    }
}
