using System.Globalization;
using System.Text;

namespace Channels.UnionPay;

/// <summary>
/// One line of a file with fixed columns. Offsets are bytes of GBK; what is read here is ASCII, so that texts of
/// merchants need not be decoded, and a broken one harms nobody.
/// </summary>
internal readonly record struct FixedWidthRow(int LineNo, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A field without its blanks.</summary>
    /// <exception cref="InvalidDataException">The line ends before the field does.</exception>
    public string Text(int offset, int length) => offset + length <= Bytes.Length
        ? Encoding.Latin1.GetString(Bytes.Span.Slice(offset, length)).Trim(' ')
        : throw new InvalidDataException($"line {LineNo}: ends before byte {offset + length}");

    /// <summary>Digits only: an amount in fen.</summary>
    /// <exception cref="InvalidDataException">It holds anything else.</exception>
    public long Fen(int offset, int length) =>
        long.TryParse(Text(offset, length), NumberStyles.None, CultureInfo.InvariantCulture, out var fen)
            ? fen
            : throw new InvalidDataException($"line {LineNo}: no amount at byte {offset}");

    /// <summary>
    /// A letter and digits: C is what the merchant receives and positive, D what it pays and negative.
    /// </summary>
    /// <exception cref="InvalidDataException">It holds anything else.</exception>
    public long SignedFen(int offset, int length) => Text(offset, 1) switch
    {
        "C" => Fen(offset + 1, length - 1),
        "D" => -Fen(offset + 1, length - 1),
        _ => throw new InvalidDataException($"line {LineNo}: neither C nor D at byte {offset}"),
    };

    /// <summary><c>MMddHHmmss</c>, in the year of the file's day or beside it.</summary>
    /// <exception cref="InvalidDataException">It holds anything else.</exception>
    public DateTimeOffset Time(int offset, DateOnly day) =>
        ChannelTime.Near(Text(offset, 10), new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)))
        ?? throw new InvalidDataException($"line {LineNo}: no time at byte {offset}");
}
