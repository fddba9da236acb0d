namespace RefundCenter.Rulebooks;

/// <summary>On which days banks work: no weekends, except where the calendar, which is data, says otherwise.</summary>
public sealed class WorkingDays(RefundCenterOptions options)
{
    private readonly HashSet<DateOnly> holidays = [.. options.Holidays];
    private readonly HashSet<DateOnly> workingWeekendDays = [.. options.WorkingWeekendDays];

    public bool Is(DateOnly day) =>
        workingWeekendDays.Contains(day)
        || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>The same time of day, so many working days later in the channel's zone.</summary>
    public DateTimeOffset After(DateTimeOffset time, int days, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        for (var left = days; left > 0;)
        {
            local = local.AddDays(1);
            if (Is(DateOnly.FromDateTime(local.DateTime))) left--;
        }
        return local.ToUniversalTime();
    }
}
