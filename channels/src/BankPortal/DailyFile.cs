using System.Globalization;
using Contracts;

namespace Channels.BankPortal;

/// <summary>
/// The bank's file of a day, a CSV: <c>type, bankRefundNo, merchantRefundNo, originalBankOrderNo, amount, currency,
/// bankTime</c>, a line for each movement, and a last one with their count and sum.
/// </summary>
internal static class DailyFile
{
    private const string Heading =
        "type,bankRefundNo,merchantRefundNo,originalBankOrderNo,amount,currency,bankTime";

    /// <summary>Null and its lines, or what is wrong with it, and then no line of it counts.</summary>
    public static string? Read(byte[] file, out List<BillLine> lines)
    {
        lines = [];
        if (!CsvText.TryRead(file, out var rows)) return "no CSV in UTF-8";
        if (rows.Count < 2 || string.Join(',', rows[0].Cells.Select(x => x.Text)) != Heading) return "other columns";
        foreach (var row in rows[1..^1])
        {
            if (Line(row) is not { } line) return $"line {row.No} is unreadable";
            lines.Add(line);
        }
        var total = rows[^1];
        return total[0].Text != "TOTAL" || total[1].Text != lines.Count.ToString(CultureInfo.InvariantCulture)
            || !AmountText.TryRead(total[4].Text, total[5].Text, out var sum)
            || sum.Minor != lines.Sum(line => line.Amount.Minor)
            ? "the total differs"
            : null;
    }

    private static BillLine? Line(SheetRow row) =>
        row[0].Text == "REFUND" && row[1].Text.Length > 0 && row[2].Text.Length > 0
        && AmountText.TryRead(row[4].Text, row[5].Text, out var amount) && amount.Minor > 0
        && DateTime.TryParseExact(
            row[6].Text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new BillLine(
                row.No, BillLineKind.Refund, row[3].Text, row[2].Text, row[1].Text, amount, Money.Zero("CNY"), "REFUNDED",
                MovedMoney: true, new DateTimeOffset(at, PortalTime.Zone))
            : null;
}
