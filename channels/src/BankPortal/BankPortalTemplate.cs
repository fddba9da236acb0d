using System.Globalization;
using System.Security.Cryptography;

namespace Channels.BankPortal;

/// <summary>
/// The bank that takes refunds as a daily workbook on its merchant site (上传文件, S145), and the same sheet on paper
/// (线下, S146).
/// </summary>
internal sealed class BankPortalTemplate : IRefundTemplate
{
    public string Name => "bank-portal";

    public bool Takes(string currency) => currency == "CNY";

    public WrittenBatch Write(RefundBatch batch)
    {
        IReadOnlyList<string>[] rows = [.. batch.Lines.Select(line => Cells(batch, line))];
        var total = Total(batch);
        byte[][] lines = [.. rows.Select(CsvText.Line)];
        byte[] csv =
            [.. CsvText.Mark, .. CsvText.Line(PortalColumns.Sent), .. lines.SelectMany(x => x), .. CsvText.Line(total)];
        var workbook = XlsxWriter.Write([PortalColumns.Sent, .. rows, total]);
        return new WrittenBatch(workbook, csv, lines, new BatchManifest(
            batch.No, batch.Count, batch.Sum, Hash(workbook), Hash(csv)));
    }

    public ReturnedFile Read(ReadOnlyMemory<byte> file, RefundBatch sent)
    {
        var mistakes = new List<FileMistake>();
        var rows = Rows(file, SheetLimits.For(sent.Count), mistakes);
        return mistakes.Count > 0
            ? new ReturnedFile.Refused(mistakes)
            : new ReturnedSheet(sent).Check([.. rows.Where(row => !row.IsEmpty)]);
    }

    public string? MistakeOf(LineResult result) => PortalCodes.MistakeOf(result);

    public ChannelAnswer Judge(LineResult result, ChannelRefund refund) => PortalCodes.AnswerOf(result, refund);

    private static IReadOnlyList<SheetRow> Rows(
        ReadOnlyMemory<byte> file, SheetLimits limits, List<FileMistake> mistakes)
    {
        if (file.Length > limits.File)
            mistakes.Add(new(null, null, FileMistakes.TooLarge, $"{file.Length} bytes, at most {limits.File}"));
        else if (file.Span.StartsWith("PK"u8)) return XlsxReader.Read(file, limits, mistakes);
        else if (!CsvText.TryRead(file.Span, out var rows))
            mistakes.Add(new(null, null, FileMistakes.Unreadable, "neither a workbook nor a CSV in UTF-8"));
        else if (rows.Count > limits.Rows)
            mistakes.Add(new(limits.Rows + 1, null, FileMistakes.TooManyRows, $"at most {limits.Rows} rows"));
        else if (rows.Find(row => row.Cells.Any(cell => cell.Text is ['=', ..])) is { } computed)
            mistakes.Add(new(computed.No, null, FileMistakes.FormulaCell, "a cell begins with ="));
        else return rows;
        return [];
    }

    private static string[] Cells(RefundBatch batch, RefundBatchLine line) =>
    [
        batch.No, Text(line.LineNo), line.Refund.No, CellText.Neutral(line.Refund.ChannelPaymentNo),
        PortalTime.DayOf(line.Refund.PaidAt), AmountText.Write(line.Refund.PaymentTotal),
        AmountText.Write(line.Refund.Amount), line.Refund.Amount.Currency, "", "", CellText.Neutral(line.Refund.Reason),
    ];

    private static string[] Total(RefundBatch batch) =>
    [
        batch.No, PortalColumns.Total, Text(batch.Count), "", "", "", AmountText.Write(batch.Sum), batch.Sum.Currency,
        "", "", "",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
