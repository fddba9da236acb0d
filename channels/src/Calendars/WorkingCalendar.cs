namespace Channels.Calendars;

/// <summary>
/// On which days the banks of a country work: not at weekends, except where its file says otherwise. Years that the
/// file does not know have weekends only.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DateOnly> holidays;
    private readonly HashSet<DateOnly> workingWeekendDays;

    private WorkingCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> workingWeekendDays) =>
        (this.holidays, this.workingWeekendDays) = ([.. holidays], [.. workingWeekendDays]);

    /// <summary>Of mainland China, as it is shipped (<c>calendars/cn.json</c>).</summary>
    public static WorkingCalendar China { get; } =
        ReadFile(Path.Combine(AppContext.BaseDirectory, "calendars", "cn.json"));

    /// <exception cref="InvalidDataException">
    /// A day that stands in another year, is a holiday and a working day, or is no weekend day that could work.
    /// </exception>
    public static WorkingCalendar ReadFile(string path)
    {
        var years = JsonSerializer.Deserialize<CalendarFile>(File.ReadAllBytes(path), CalendarFile.Json)!.Years;
        foreach (var (year, days) in years)
        {
            var misplaced = days.Holidays.Concat(days.WorkingWeekendDays).Where(day => $"{day.Year}" != year)
                .Concat(days.WorkingWeekendDays.Where(day => !IsWeekend(day) || days.Holidays.Contains(day))).ToList();
            if (misplaced.Count > 0)
                throw new InvalidDataException($"{path}: {string.Join(", ", misplaced)} cannot stand under {year}.");
        }
        return new(years.Values.SelectMany(x => x.Holidays), years.Values.SelectMany(x => x.WorkingWeekendDays));
    }

    /// <summary>The same with further days, as a company or a bank announces them.</summary>
    public WorkingCalendar With(IEnumerable<DateOnly> moreHolidays, IEnumerable<DateOnly> moreWorkingDays)
    {
        var (free, working) = (moreHolidays.ToHashSet(), moreWorkingDays.ToHashSet());
        return new(holidays.Except(working).Union(free), workingWeekendDays.Except(free).Union(working));
    }

    public bool IsWorkingDay(DateOnly day) =>
        workingWeekendDays.Contains(day) || (!IsWeekend(day) && !holidays.Contains(day));

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
