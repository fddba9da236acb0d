namespace Channels.WeChatPay;

/// <summary>
/// The shape that all bills share: a header line, rows whose every field begins with a back-tick, a summary header
/// and one summary row. Commas inside fields are not quoted, so rows are split at comma and back-tick. Columns are
/// found by name: their order and number changed over the years.
/// </summary>
internal static class BillTable
{
    private const char Tick = '`';
    private const string Separator = ",`";

    /// <summary>Hands out all rows, then the summary row as the last one. Reads line by line.</summary>
    /// <exception cref="InvalidDataException">The file has another shape, with the line that shows it.</exception>
    public static async IAsyncEnumerable<BillRow> Read(TextReader reader)
    {
        var (columns, inSummary, lineNo) = ((Dictionary<string, int>?)null, false, 0);
        var finished = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            lineNo++;
            if (line.Length == 0) continue;
            if (finished) throw new InvalidDataException($"line {lineNo}: something follows the summary");
            if (line[0] == Tick)
            {
                if (columns is null) throw new InvalidDataException($"line {lineNo}: a row before any header");
                var row = new BillRow(lineNo, columns, line[1..].Split(Separator), inSummary);
                if (row.Fields.Length != columns.Count)
                    throw new InvalidDataException($"line {lineNo}: not {columns.Count} fields, as its header has");
                yield return row;
                finished = inSummary;
            }
            else
            {
                if (inSummary) throw new InvalidDataException($"line {lineNo}: a third header");
                inSummary = columns is not null;
                columns = Columns(line, lineNo);
            }
        }
        if (!finished) throw new InvalidDataException("the summary is missing: the file is cut off");
    }

    private static Dictionary<string, int> Columns(string header, int lineNo)
    {
        Dictionary<string, int> columns = [];
        var names = header.TrimStart('\uFEFF').Split(',');
        for (var i = 0; i < names.Length; i++)
            if (!columns.TryAdd(Normalise(names[i]), i))
                throw new InvalidDataException($"line {lineNo}: a column stands twice");
        return columns;
    }

    /// <summary>Full-width brackets and blanks come and go between versions of the files.</summary>
    private static string Normalise(string name) => name.Trim().Replace('（', '(').Replace('）', ')');
}

/// <summary>One row, its fields found by column name.</summary>
internal sealed record BillRow(int LineNo, Dictionary<string, int> Columns, string[] Fields, bool IsSummary)
{
    public string? Find(string column) => Columns.TryGetValue(column, out var index) ? Fields[index].Trim() : null;

    /// <summary>The first of these columns that exists; older files name some differently.</summary>
    /// <exception cref="InvalidDataException">None of them exists.</exception>
    public string Text(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
            if (Find(column) is { } value) return value;
        throw new InvalidDataException($"line {LineNo}: no column {columns[0]}");
    }

    /// <summary>An amount in fen.</summary>
    public long Fen(params ReadOnlySpan<string> columns) =>
        YuanText.TryParseFen(Text(columns), out var fen) ? fen : throw Unreadable(columns[0]);

    /// <summary>A fee in thousandths of a fen.</summary>
    public long Thousandths(params ReadOnlySpan<string> columns) =>
        YuanText.TryParse(Text(columns), out var value) ? value : throw Unreadable(columns[0]);

    public long Count(string column) =>
        long.TryParse(Text(column), System.Globalization.CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Unreadable(column);

    /// <summary>Bills tell Beijing time.</summary>
    public DateTimeOffset Time(string column) =>
        DateTime.TryParseExact(
            Text(column), "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, TimeSpan.FromHours(8))
            : throw Unreadable(column);

    private InvalidDataException Unreadable(string column) => new($"line {LineNo}: {column} is unreadable");
}
