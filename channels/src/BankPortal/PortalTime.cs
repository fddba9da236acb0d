using System.Globalization;

namespace Channels.BankPortal;

/// <summary>The bank writes days, of Beijing.</summary>
internal static class PortalTime
{
    private const string Form = "yyyyMMdd";

    public static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    public static string DayOf(DateTimeOffset time) => Text(DateOnly.FromDateTime(time.ToOffset(Zone).DateTime));

    public static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>20260302, or 2026-03-02, as spreadsheets like to make of it.</summary>
    public static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(
        text, [Form, "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
