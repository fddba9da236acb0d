using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulators.Alipay;

/// <summary>Amounts as Alipay writes them: yuan with two decimals.</summary>
internal static partial class Yuan
{
    public static string Text(long fen)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(fen), 100);
        return string.Create(CultureInfo.InvariantCulture, $"{(fen < 0 ? "-" : "")}{whole}.{rest:D2}");
    }

    /// <summary>Null when it is no price: digits and at most two decimals.</summary>
    public static long? Fen(string? text)
    {
        if (text is null || !Price().IsMatch(text)) return null;
        var fen = text.Split('.') is [var yuan, var decimals] ? yuan + decimals.PadRight(2, '0') : $"{text}00";
        return long.Parse(fen, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d{1,11}(\.\d{1,2})?$")]
    private static partial Regex Price();
}
