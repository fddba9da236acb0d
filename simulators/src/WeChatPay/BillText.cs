using System.Globalization;
using System.Text;

namespace Simulators.WeChatPay;

/// <summary>
/// Writes a bill: header, rows whose every field has a back-tick in front, summary header, summary row.
/// </summary>
internal sealed class BillText
{
    private readonly StringBuilder text = new("\uFEFF");

    public void Header(string columns) => text.Append(columns).Append("\r\n");

    public void Row(params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++) text.Append(i == 0 ? "`" : ",`").Append(fields[i]);
        text.Append("\r\n");
    }

    public byte[] Bytes() => Encoding.UTF8.GetBytes(text.ToString());

    /// <summary>Fen as yuan with two decimals.</summary>
    public static string Yuan(long fen) => Fixed(fen, 100, "D2");

    /// <summary>Thousandths of a fen as yuan with five decimals.</summary>
    public static string Fee(long thousandths) => Fixed(thousandths, 100_000, "D5");

    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Fixed(long value, long unit, string decimals)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(value), unit);
        return $"{(value < 0 ? "-" : "")}{Count(whole)}.{rest.ToString(decimals, CultureInfo.InvariantCulture)}";
    }
}
