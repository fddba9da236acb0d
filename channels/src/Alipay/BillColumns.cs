namespace Channels.Alipay;

/// <summary>
/// The header of a bill. Nothing is quoted, so that a comma in a name or remark looks like one more field. Most texts
/// end with a tab, which tells where they end; what is left over belongs to the last column.
/// </summary>
internal sealed class BillColumns
{
    private readonly Dictionary<string, int> byName = [];

    private BillColumns() { }

    /// <exception cref="InvalidDataException">A column stands twice.</exception>
    public static BillColumns Read(string header, int lineNo)
    {
        var columns = new BillColumns();
        foreach (var (i, name) in header.Split(',').Index())
            if (!columns.byName.TryAdd(Normalise(name), i))
                throw new InvalidDataException($"line {lineNo}: a column stands twice");
        return columns;
    }

    public int? Find(string name) => byName.TryGetValue(name, out var index) ? index : null;

    /// <exception cref="InvalidDataException">There are fewer fields than columns.</exception>
    public BillRow Row(string line, int lineNo)
    {
        var pieces = line.Split(',');
        var surplus = pieces.Length - byName.Count;
        if (surplus < 0) throw new InvalidDataException($"line {lineNo}: not {byName.Count} fields, as its header has");
        if (surplus == 0) return new BillRow(lineNo, this, pieces);

        var (fields, next) = (new List<string>(byName.Count), 0);
        while (fields.Count < byName.Count - 1)
        {
            var length = 1 + Torn(pieces.AsSpan(next), surplus);
            fields.Add(string.Join(',', pieces, next, length));
            (next, surplus) = (next + length, surplus - length + 1);
        }
        fields.Add(string.Join(',', pieces, next, pieces.Length - next));
        return new BillRow(lineNo, this, [.. fields]);
    }

    /// <summary>
    /// How many further pieces belong to the first: up to the next tab, if all between them is text and not a column of
    /// its own.
    /// </summary>
    private static int Torn(ReadOnlySpan<string> pieces, int most)
    {
        for (var i = 0; i <= most && i < pieces.Length; i++)
        {
            if (pieces[i].EndsWith('\t')) return i;
            if (IsOwn(pieces[i])) return 0;
        }
        return 0;
    }

    /// <summary>An amount or a time, which never ends with a tab.</summary>
    private static bool IsOwn(string piece) =>
        YuanText.TryParse(piece.Trim(), out _)
        || (piece.Length == 19 && piece[4] == '-' && piece[7] == '-' && piece[13] == ':');

    /// <summary>Full-width brackets and blanks come and go between versions of the files.</summary>
    private static string Normalise(string name) => name.Trim().Replace('（', '(').Replace('）', ')');
}
