namespace Channels.BankPortal;

/// <summary>How much of a stranger's file is looked at.</summary>
/// <param name="File">Bytes as received.</param>
/// <param name="Expanded">Bytes of all its parts, unpacked.</param>
/// <param name="Rows">Of the sheet.</param>
internal sealed record SheetLimits(int File, long Expanded, int Rows)
{
    public const int Parts = 64;
    public const int Columns = 64;

    /// <summary>One part may be so many times its packed size, once it is larger than a mebibyte.</summary>
    public const int Ratio = 200;

    /// <summary>Of a part of which no ratio is asked.</summary>
    public const int SmallPart = 1024 * 1024;

    /// <summary>Space for the lines, a heading, a total and some empty rows between.</summary>
    public static SheetLimits For(int lines) => new(8 * 1024 * 1024, 32L * 1024 * 1024, lines + 100);
}
