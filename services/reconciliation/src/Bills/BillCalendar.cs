using Channels;

namespace Reconciliation.Bills;

/// <summary>
/// The days of one channel, as its rulebook counts them (S59), and how long a refund waits for its movement. Never
/// our own days.
/// </summary>
public sealed class BillCalendar(Rulebook rulebook, ChannelBills bills)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);

    /// <summary>IANA name; PostgreSQL knows it too.</summary>
    public string TimeZone => rulebook.TimeZone;

    /// <summary>When a channel day begins.</summary>
    public TimeSpan CutOff => rulebook.CutOff.ToTimeSpan();

    public ChannelBills Bills => bills;

    /// <summary>
    /// Days after the last send on which money may still move: only past them does silence prove anything.
    /// </summary>
    public int LastPossibleDays { get; } =
        rulebook.Files.Where(x => x.Authoritative).Select(x => x.LastPossibleDays).DefaultIfEmpty(NoFileDays).Max();

    // Without a file that proves anything nothing is ever silent; the row waits for a later word of its owner.
    private const int NoFileDays = 365;

    /// <summary>The channel's day at this moment.</summary>
    public DateOnly DayOf(DateTimeOffset time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime - CutOff);

    /// <summary>The last day whose files can be there at this moment.</summary>
    public DateOnly LastReadyDay(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return today.AddDays(now >= ReadyAt(today.AddDays(-1)) ? -1 : -2);
    }

    /// <summary>When the files of a day can be there first.</summary>
    public DateTimeOffset ReadyAt(DateOnly day)
    {
        var local = day.AddDays(1).ToDateTime(rulebook.BillReadyAt);
        return new(local, zone.GetUtcOffset(local));
    }
}
