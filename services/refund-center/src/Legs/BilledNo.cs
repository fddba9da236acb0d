using System.Text.RegularExpressions;

namespace RefundCenter.Legs;

/// <summary>
/// The channel's number of a movement in its files. Where the channel numbers payments alone (Alipay), its reader puts the
/// file's day behind it, and a repetition's line: <c>2026030222001@20260302#7</c>. Whoever counts movements takes it whole;
/// whoever compares it with what the channel answered takes what stands before.
/// </summary>
internal static partial class BilledNo
{
    /// <summary>The number as the channel's answers name it.</summary>
    public static string? ChannelsOf(string? billed) => billed is null ? null : Movement().Replace(billed, "");

    [GeneratedRegex(@"@\d{8}(#\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Movement();
}
