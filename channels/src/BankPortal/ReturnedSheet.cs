using System.Globalization;

namespace Channels.BankPortal;

/// <summary>
/// Compares what came back with what was sent, line by line, and finds all mistakes: half an answer is none.
/// </summary>
internal sealed class ReturnedSheet(RefundBatch sent)
{
    private readonly List<FileMistake> mistakes = [];
    private readonly Dictionary<int, ReturnedLine> lines = [];
    private readonly Dictionary<string, int> columns = [];
    private readonly Dictionary<int, RefundBatchLine> byNo = sent.Lines.ToDictionary(line => line.LineNo);
    private int linesInFile;
    private long sumInFile;

    public ReturnedFile Check(IReadOnlyList<SheetRow> rows)
    {
        if (rows.Count == 0 || !HasColumns(rows[0])) return Refused(rows);
        foreach (var row in rows.Skip(1).Where(row => !IsTotal(row))) CheckLine(row);
        foreach (var line in sent.Lines.Where(line => !lines.ContainsKey(line.LineNo)))
            Add(null, line.LineNo, FileMistakes.LineMissing, line.Refund.No);
        CheckTotal(rows);
        return mistakes.Count > 0
            ? Refused(rows)
            : new ReturnedFile.Whole([.. sent.Lines.Select(line => lines[line.LineNo])]);
    }

    private ReturnedFile.Refused Refused(IReadOnlyList<SheetRow> rows)
    {
        if (mistakes.Count == 0) Add(rows.Count == 0 ? null : 1, null, FileMistakes.ColumnsWrong, "no heading");
        return new([.. mistakes.OrderBy(x => x.Row ?? int.MaxValue)]);
    }

    private bool HasColumns(SheetRow heading)
    {
        for (var i = 0; i < heading.Cells.Count; i++)
        {
            var name = heading[i].Text;
            if (name.Length == 0) continue;
            if (!PortalColumns.Returned.Contains(name)) Add(heading.No, null, FileMistakes.ColumnsWrong, $"unknown: {name}");
            else if (!columns.TryAdd(name, i)) Add(heading.No, null, FileMistakes.ColumnsWrong, $"twice: {name}");
        }
        foreach (var name in PortalColumns.Returned.Except(columns.Keys))
            Add(heading.No, null, FileMistakes.ColumnsWrong, $"missing: {name}");
        return mistakes.Count == 0;
    }

    private void CheckLine(SheetRow row)
    {
        linesInFile++;
        var isAmount = TryMinor(Cell(row, PortalColumns.Amount), out var minor);
        if (isAmount) sumInFile += minor;
        if (Cell(row, PortalColumns.BatchNo) != sent.No)
        {
            Add(row.No, null, FileMistakes.OtherBatch, $"batch {Cell(row, PortalColumns.BatchNo)}");
            return;
        }
        if (!TryNumber(Cell(row, PortalColumns.LineNo), out var lineNo) || !byNo.TryGetValue(lineNo, out var line))
        {
            Add(row.No, null, FileMistakes.LineUnknown, $"line {Cell(row, PortalColumns.LineNo)}");
            return;
        }
        if (DifferenceOf(row, line.Refund, isAmount ? minor : null) is { } column)
            Add(row.No, lineNo, FileMistakes.LineChanged, $"{column} is {Cell(row, column)}");
        var result = Result(row, lineNo);
        if (!lines.TryAdd(lineNo, new ReturnedLine(lineNo, result, PortalCodes.AnswerOf(result, line.Refund))))
            Add(row.No, lineNo, FileMistakes.LineDoubled, line.Refund.No);
    }

    private string? DifferenceOf(SheetRow row, ChannelRefund refund, long? minor)
    {
        if (Cell(row, PortalColumns.No) != refund.No) return PortalColumns.No;
        if (Cell(row, PortalColumns.OrderNo) != CellText.Neutral(refund.ChannelPaymentNo)) return PortalColumns.OrderNo;
        if (minor != refund.Amount.Minor) return PortalColumns.Amount;
        return Cell(row, PortalColumns.Currency) != refund.Amount.Currency ? PortalColumns.Currency : null;
    }

    private LineResult Result(SheetRow row, int lineNo)
    {
        var written = Cell(row, PortalColumns.BankDate);
        var isDay = PortalTime.TryRead(written, out var day);
        var result = new LineResult(
            Cell(row, PortalColumns.Status), Text(PortalColumns.BankRefundNo), Text(PortalColumns.FailCode),
            Text(PortalColumns.FailReason), isDay ? day : null);
        if (!isDay && written.Length > 0)
            Add(row.No, lineNo, FileMistakes.ResultUnreadable, $"bankDate is {written}");
        else if (PortalCodes.MistakeOf(result) is { } mistake)
            Add(row.No, lineNo, FileMistakes.ResultUnreadable, mistake);
        return result;

        string? Text(string column) => Cell(row, column) is { Length: > 0 } text ? text : null;
    }

    private void CheckTotal(IReadOnlyList<SheetRow> rows)
    {
        var totals = rows.Skip(1).Where(IsTotal).ToList();
        if (totals.Count != 1 || totals[0] != rows[^1])
        {
            Add(totals.LastOrDefault()?.No, null, FileMistakes.TotalMissing, $"{totals.Count} totals");
            return;
        }
        var (total, said) = (totals[0], Cell(totals[0], PortalColumns.No));
        if (Cell(total, PortalColumns.BatchNo) != sent.No)
            Add(total.No, null, FileMistakes.OtherBatch, $"batch {Cell(total, PortalColumns.BatchNo)}");
        if (!TryNumber(said, out var count) || count != linesInFile || count != sent.Count)
            Add(total.No, null, FileMistakes.CountWrong, $"says {said}, has {linesInFile}, sent {sent.Count}");
        var sum = Cell(total, PortalColumns.Amount);
        if (!TryMinor(sum, out var minor) || minor != sumInFile || minor != sent.Sum.Minor)
            Add(total.No, null, FileMistakes.SumWrong, $"says {sum}, sent {AmountText.Write(sent.Sum)}");
    }

    private bool IsTotal(SheetRow row) => Cell(row, PortalColumns.LineNo) == PortalColumns.Total;

    private string Cell(SheetRow row, string column) => row[columns[column]].Text;

    /// <summary>Digits, or what a spreadsheet writes of a whole number.</summary>
    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private bool TryMinor(string yuan, out long minor)
    {
        var isAmount = AmountText.TryRead(yuan, sent.Sum.Currency, out var amount);
        minor = amount.Minor;
        return isAmount;
    }

    private void Add(int? row, int? lineNo, string code, string detail) =>
        mistakes.Add(new FileMistake(row, lineNo, code, detail.Length > 200 ? detail[..200] : detail));
}
