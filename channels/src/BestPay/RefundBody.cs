using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace Channels.BestPay;

/// <summary>
/// Composes request bodies: flat objects of texts in the order in which they are signed, without the signature. The
/// same order always gives the same bytes, because its times belong to its number. An empty value is left out: the
/// clients in the field do not agree whether one is signed.
/// </summary>
internal static class RefundBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Create(ChannelRefund refund, BestPayMerchant merchant) => Write(new()
    {
        ["accessCode"] = "CASHIER",
        ["ccy"] = "156",
        ["merchantNo"] = refund.ChannelMerchant,
        ["notifyUrl"] = merchant.NotifyUrl,
        ["operator"] = merchant.Operator,
        ["originalTradeDate"] = BeijingTime.Text(refund.PaidAt),
        ["outRequestNo"] = refund.No,
        ["outTradeNo"] = refund.ChannelPaymentNo,
        ["refundAmt"] = refund.Amount.Minor.ToString(CultureInfo.InvariantCulture),
        ["refundCause"] = refund.Reason?.Replace('&', '＆'),            // the signature's own separator
        ["requestDate"] = BeijingTime.Text(refund.NumberedAt),
        ["tradeChannel"] = merchant.TradeChannel,
        ["tradeDate"] = BeijingTime.Text(refund.NumberedAt),
    });

    /// <summary>The query knows a refund by its own number under the name of an order's, near its date (S27).</summary>
    public static byte[] Query(ChannelRefund refund) => Write(new()
    {
        ["merchantNo"] = refund.ChannelMerchant,
        ["outTradeNo"] = refund.No,
        ["tradeDate"] = BeijingTime.Text(refund.NumberedAt),
    });

    private static byte[] Write(Dictionary<string, string?> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                if (value is { Length: > 0 }) json.WriteString(name, value);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
