using Channels.Calendars;
using Channels.Rules;
using RefundCenter.Rulebooks;

namespace RefundCenter.Batches;

/// <summary>
/// The working days of the banks to which people carry files (S145–S147), in each bank's own zone. Cut-off and calendar
/// are data.
/// </summary>
public sealed class FileDays(RulebookShelf shelf, RefundCenterOptions options)
{
    /// <summary>Longer than any run of holidays.</summary>
    private const int LookBack = 30;

    private readonly WorkingCalendar calendar =
        WorkingCalendar.China.With(options.Holidays, options.WorkingWeekendDays);

    /// <summary>
    /// The last cut-off that has passed: what was there before it is to be in a batch by now. Null without any.
    /// </summary>
    public (DateOnly Day, DateTimeOffset At)? LastCutOff(string channel, DateTimeOffset now)
    {
        if (shelf.Find(channel)?.FileCutOff is not { } cutOff) return null;
        var zone = Zone(channel);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var back = 0; back < LookBack; back++)
        {
            var day = today.AddDays(-back);
            var local = day.ToDateTime(cutOff);
            var at = new DateTimeOffset(local, zone.GetUtcOffset(local));
            if (at <= now && calendar.IsWorkingDay(day)) return (day, at.ToUniversalTime());
        }
        return null;
    }

    /// <summary>When a batch that is handed over now should have its result.</summary>
    public DateTimeOffset AnswerDue(string channel, DateTimeOffset now) =>
        Delay.Days(options.FileAnswerWorkingDays).After(now, Zone(channel), calendar.IsWorkingDay);

    private TimeZoneInfo Zone(string channel) => TimeZoneInfo.FindSystemTimeZoneById(shelf.Find(channel)!.TimeZone);
}
