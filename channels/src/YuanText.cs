using System.Globalization;

namespace Channels;

/// <summary>
/// Exact reading of yuan text such as <c>-0.05280</c>: digits only, no floating point. The unit of the result is the
/// thousandth of a fen (0.00001 yuan), because fees are printed with five decimals.
/// </summary>
internal static class YuanText
{
    private const int Decimals = 5;
    private const long PerFen = 1000;

    /// <summary>False for anything but an optional minus, 1–12 digits, and at most five decimals.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long thousandthsOfFen)
    {
        thousandthsOfFen = 0;
        var negative = text.StartsWith('-');
        if (negative) text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var rest = point < 0 ? default : text[(point + 1)..];
        if (whole.Length is 0 or > 12 || rest.Length > Decimals || (point >= 0 && rest.IsEmpty)) return false;

        foreach (var digit in whole)
            if (!Append(digit, ref thousandthsOfFen)) return false;
        for (var i = 0; i < Decimals; i++)
            if (!Append(i < rest.Length ? rest[i] : '0', ref thousandthsOfFen)) return false;
        if (negative) thousandthsOfFen = -thousandthsOfFen;
        return true;
    }

    /// <summary>Whole fen; false also when there is a fraction of one.</summary>
    public static bool TryParseFen(ReadOnlySpan<char> text, out long fen)
    {
        var parsed = TryParse(text, out var thousandths);
        fen = thousandths / PerFen;
        return parsed && thousandths % PerFen == 0;
    }

    /// <summary>Rounds thousandths of a fen to fen, a half away from zero, as a fee is charged.</summary>
    public static long RoundToFen(long thousandths) =>
        (thousandths + (Math.Sign(thousandths) * (PerFen / 2))) / PerFen;

    /// <summary>Fen as yuan with two decimals, as requests write amounts.</summary>
    public static string Format(long fen)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(fen), 100);
        return string.Create(CultureInfo.InvariantCulture, $"{(fen < 0 ? "-" : "")}{whole}.{rest:D2}");
    }

    private static bool Append(char digit, ref long value)
    {
        value = (value * 10) + (digit - '0');
        return char.IsAsciiDigit(digit);
    }
}
