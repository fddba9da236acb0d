using System.Globalization;

namespace Channels.BestPay;

/// <summary>All times of the channel are Beijing time, to the second.</summary>
internal static class BeijingTime
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static string Text(DateTimeOffset time) =>
        time.ToOffset(Offset).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Null for what is written in any other way.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Offset)
            : null;
}
