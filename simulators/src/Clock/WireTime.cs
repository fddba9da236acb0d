using System.Globalization;

namespace Simulators.Clock;

/// <summary>All channels live in Beijing.</summary>
internal static class WireTime
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static DateTimeOffset Local(this DateTimeOffset time) => time.ToOffset(Beijing);

    public static DateOnly Day(this DateTimeOffset time) => DateOnly.FromDateTime(time.Local().DateTime);

    /// <summary>The first moment of a day.</summary>
    public static DateTimeOffset Start(this DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Beijing);

    /// <summary>RFC 3339 with whole seconds, as the API writes it.</summary>
    public static string Rfc3339(this DateTimeOffset time) =>
        time.Local().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>As the bills write it.</summary>
    public static string InBill(this DateTimeOffset time) =>
        time.Local().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
