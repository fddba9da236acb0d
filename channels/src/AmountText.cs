using System.Globalization;
using Contracts;

namespace Channels;

/// <summary>
/// Exact amounts between the decimal text of bank files ("8.80", ISO 20022's at most 18 digits, 5 of them decimals) and
/// minor units; nothing is ever rounded. Domestic files carry CNY only.
/// </summary>
internal static class AmountText
{
    private const string Currency = "CNY";
    private const int Decimals = 2;
    private const int MinorPerUnit = 100;

    /// <exception cref="ArgumentException">Not positive, not CNY, or too large for the format.</exception>
    public static string Write(Money amount) =>
        amount is { Currency: Currency, Minor: > 0 and < 1_000_000_000_000_000_000 }
            ? string.Create(
                CultureInfo.InvariantCulture, $"{amount.Minor / MinorPerUnit}.{amount.Minor % MinorPerUnit:00}")
            : throw new ArgumentException($"{amount} cannot go into a bank file.", nameof(amount));

    /// <summary>False for signs, exponents, other currencies, too many digits, and for parts of a fen.</summary>
    public static bool TryRead(string? text, string? currency, out Money amount)
    {
        amount = default;
        if (currency != Currency || text?.Trim() is not { Length: > 0 and <= 19 } trimmed) return false;

        var point = trimmed.IndexOf('.');
        var (whole, part) = point < 0 ? (trimmed, "") : (trimmed[..point], trimmed[(point + 1)..]);
        if (whole.Length is 0 or > 16 || (point >= 0 && part.Length == 0) || part.Length > 5) return false;
        if (!whole.All(char.IsAsciiDigit) || !part.All(char.IsAsciiDigit)) return false;
        if (part.Skip(Decimals).Any(digit => digit != '0')) return false;

        var minor = part.PadRight(Decimals, '0')[..Decimals];
        amount = new Money(long.Parse(whole + minor, NumberStyles.None, CultureInfo.InvariantCulture), Currency);
        return true;
    }
}
