using System.Globalization;

namespace Channels.Alipay;

/// <summary>
/// The shape that all bills share: remarks (<c>#</c>) that name the bill and its day, one header line, rows, remarks
/// with the totals. Columns are found by name: variants of a bill have more of them. Reads once.
/// </summary>
/// <param name="day">The day that was asked for.</param>
internal sealed class BillTable(DateOnly day)
{
    private readonly List<string> totals = [];

    /// <summary>The remarks behind the rows; complete after the last row was read.</summary>
    public IReadOnlyList<string> Totals => totals;

    /// <exception cref="InvalidDataException">The file has another shape, or is another day's.</exception>
    public async IAsyncEnumerable<BillRow> Read(IAsyncEnumerable<string> lines)
    {
        var (lineNo, columns) = (0, (BillColumns?)null);
        var (isOfTheDay, isFinished) = (false, false);
        var begins = string.Create(CultureInfo.InvariantCulture, $"#起始日期：[{day:yyyy}年{day:MM}月{day:dd}日 00:00:00]");
        await foreach (var line in lines)
        {
            lineNo++;
            if (line.Length == 0) continue;
            if (line[0] == '#')
            {
                isOfTheDay |= line.StartsWith(begins, StringComparison.Ordinal);
                if (columns is null) continue;
                isFinished |= line.Contains("列表结束", StringComparison.Ordinal);
                totals.Add(line);
            }
            else if (columns is null) columns = BillColumns.Read(line, lineNo);
            else if (isFinished) throw new InvalidDataException($"line {lineNo}: a row behind the end");
            else yield return columns.Row(line, lineNo);
        }
        if (!isOfTheDay) throw new InvalidDataException("it is not the bill of that day");
        if (!isFinished) throw new InvalidDataException("the end is missing: the file is cut off");
    }
}
