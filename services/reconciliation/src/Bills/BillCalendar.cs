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
    /// Days after the last send on which money may still move: only past them does silence prove anything. Null where no
    /// file is authoritative (BestPay, QQ Wallet): such a channel has no last possible day, and its silence never counts.
    /// </summary>
    public int? LastPossibleDays { get; } =
        rulebook.Files.Where(x => x.Authoritative).Max(x => (int?)x.LastPossibleDays);

    /// <summary>Days after the last send on which a file may still name a row of ours.</summary>
    public int SearchDays => LastPossibleDays ?? UnlimitedDays;

    // Without a last possible day a row is looked for as long as this, or until its owner has a later word of it.
    private const int UnlimitedDays = 365;

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
