using System.Globalization;
using System.Text;
using Contracts;

namespace Channels.BestPay;

/// <summary>
/// The file of a day's refunds, in our own format: a header that names the fields of the channel's notice and the fee, a
/// row per refund that ended on that day, and a last line <c>TOTAL,rows,refundAmt,fee</c>. Amounts in fen, times in
/// Beijing; no field holds a comma or a quote.
/// </summary>
internal static class RefundsFile
{
    private const string Currency = "CNY";
    private const string Total = "TOTAL";

    /// <summary>All rows, after all of them were read and the totals agree.</summary>
    /// <exception cref="InvalidDataException">Says what is wrong with the file, and in which line.</exception>
    public static IReadOnlyList<BillLine> Read(byte[] file, string merchantNo, DateOnly day)
    {
        using var reader = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        var columns = (reader.ReadLine() ?? throw new InvalidDataException("the file is empty")).Split(',');
        List<BillLine> lines = [];
        for (var no = 2; reader.ReadLine() is { } text; no++)
        {
            var fields = text.Split(',');
            if (fields[0] == Total)
            {
                Compare(fields, lines);
                if (!reader.EndOfStream) throw new InvalidDataException($"line {no + 1}: something follows the totals");
                return lines;
            }
            if (fields.Length != columns.Length)
                throw new InvalidDataException($"line {no}: not {columns.Length} fields, as the header has");
            lines.Add(Line(new Row(no, columns, fields), merchantNo, day));
        }
        throw new InvalidDataException("the totals are missing: the file is cut off");
    }

    private static BillLine Line(Row row, string merchantNo, DateOnly day)
    {
        if (row.Text("merchantNo") != merchantNo) throw row.Wrong("merchantNo is another's");
        var at = BeijingTime.Parse(row.Text("refundFinishedDate")) ?? throw row.Wrong("refundFinishedDate is unreadable");
        if (DateOnly.FromDateTime(at.DateTime) != day) throw row.Wrong("refundFinishedDate is of another day");
        var status = row.Text("tradeStatus");
        return new BillLine(
            row.No, BillLineKind.Refund, row.Text("outTradeNo"), row.Text("outRefundNo"), row.Text("tradeNo"),
            new Money(row.Fen("refundAmt", NumberStyles.None), Currency),
            new Money(row.Fen("fee", NumberStyles.AllowLeadingSign), Currency),
            status, MovedMoney: status == "SUCCESS", at);
    }

    private static void Compare(string[] totals, List<BillLine> lines)
    {
        var (amount, fee) = (0L, 0L);
        foreach (var line in lines)
            checked
            {
                (amount, fee) = (amount + line.Amount.Minor, fee + line.Fee.Minor);
            }
        string[] counted = [Total, Text(lines.Count), Text(amount), Text(fee)];
        if (!totals.SequenceEqual(counted)) throw new InvalidDataException("the totals differ from the rows");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Row(int No, string[] Columns, string[] Fields)
    {
        public string Text(string column) =>
            Array.IndexOf(Columns, column) is >= 0 and var index && Fields[index] is { Length: > 0 } value
                ? value
                : throw Wrong($"{column} is missing");

        public long Fen(string column, NumberStyles style) =>
            long.TryParse(Text(column), style, CultureInfo.InvariantCulture, out var fen)
                ? fen
                : throw Wrong($"{column} is no amount in fen");

        public InvalidDataException Wrong(string what) => new($"line {No}: {what}");
    }
}
