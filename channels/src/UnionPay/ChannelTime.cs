using System.Globalization;

namespace Channels.UnionPay;

/// <summary>Times of the channel: always Beijing's, and most of them without a year.</summary>
internal static class ChannelTime
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary><c>yyyyMMddHHmmss</c>: the part of a transaction's identity that every send and query repeats.</summary>
    public static string TxnTime(DateTimeOffset time) =>
        time.ToOffset(Beijing).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>
    /// <c>MMddHHmmss</c> in the year that brings it nearest to another time; null when it is no time.
    /// </summary>
    public static DateTimeOffset? Near(string? text, DateTimeOffset other)
    {
        var year = other.ToOffset(Beijing).Year;
        DateTimeOffset? nearest = null;
        for (var candidate = year - 1; candidate <= year + 1; candidate++)
        {
            if (text is null || candidate is < 1 or > 9999 || !DateTime.TryParseExact(
                $"{candidate:D4}{text}", "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var local) || local.Year == 1)
                continue;
            var time = new DateTimeOffset(local, Beijing);
            if (nearest is null || (time - other).Duration() < (nearest.Value - other).Duration()) nearest = time;
        }
        return nearest;
    }
}
