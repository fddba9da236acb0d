using System.Globalization;

namespace Channels.Alipay;

/// <summary>One row, its fields found by column name.</summary>
internal sealed record BillRow(int LineNo, BillColumns Columns, string[] Fields)
{
    /// <summary>Without blanks and tabs around it.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public string Text(string column) => Columns.Find(column) is { } index
        ? Fields[index].Trim()
        : throw new InvalidDataException($"line {LineNo}: no column {column}");

    /// <summary>An amount in fen.</summary>
    public long Fen(string column) => YuanText.TryParseFen(Text(column), out var fen) ? fen : throw Unreadable(column);

    /// <summary>An amount in fen; an empty field is nothing.</summary>
    public long FenOrNothing(string column) => Text(column).Length == 0 ? 0 : Fen(column);

    /// <summary>Bills tell Beijing time.</summary>
    public DateTimeOffset Time(string column) =>
        DateTime.TryParseExact(
            Text(column), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, TimeSpan.FromHours(8))
            : throw Unreadable(column);

    private InvalidDataException Unreadable(string column) => new($"line {LineNo}: {column} is unreadable");
}
