using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Channels.Alipay;

/// <summary>
/// Composes the form with biz_content. The order of members and the escaping are fixed, so that the same order always
/// gives the same bytes: a retry keeps them (S15).
/// </summary>
internal static class BizContent
{
    private const string Name = "biz_content";

    /// <summary>The channel's limit for the reason.</summary>
    private const int ReasonCharacters = 256;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Refund(ChannelRefund refund) => Form(json =>
    {
        json.WriteString("trade_no", refund.ChannelPaymentNo);
        json.WriteString("refund_amount", YuanText.Format(refund.Amount.Minor));
        if (refund.Reason is { Length: > 0 } reason) json.WriteString("refund_reason", OneLine(reason));
        json.WriteString("out_request_no", refund.No);
        Options(json, "refund_detail_item_list");
    });

    public static byte[] Query(ChannelRefund refund) => Form(json =>
    {
        json.WriteString("trade_no", refund.ChannelPaymentNo);
        json.WriteString("out_request_no", refund.No);
        Options(json, "refund_detail_item_list", "gmt_refund_pay", "deposit_back_info");
    });

    public static byte[] Bill(string kind, string day) => Form(json =>
    {
        json.WriteString("bill_type", kind);
        json.WriteString("bill_date", day);
    });

    /// <summary>biz_content as it is signed: not encoded.</summary>
    public static KeyValuePair<string, string> Parameter(ReadOnlySpan<byte> form) =>
        new(Name, Uri.UnescapeDataString(Encoding.ASCII.GetString(form[(Name.Length + 1)..])));

    private static void Options(Utf8JsonWriter json, params ReadOnlySpan<string> options)
    {
        json.WriteStartArray("query_options");
        foreach (var option in options) json.WriteStringValue(option);
        json.WriteEndArray();
    }

    private static byte[] Form(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        var content = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return Encoding.ASCII.GetBytes($"{Name}={Uri.EscapeDataString(content)}");
    }

    /// <summary>
    /// Cuts at a whole character. The reason becomes the remark of the bill's row, which a line break would tear.
    /// </summary>
    private static string OneLine(string reason)
    {
        var text = new StringBuilder(reason.Length);
        foreach (var rune in reason.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > ReasonCharacters) break;
            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }
        return text.ToString();
    }
}
