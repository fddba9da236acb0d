using Channels.Calendars;

namespace Channels.Tests.Rulebooks;

public sealed class A_working_calendar
{
    [Theory]
    [InlineData("2026-02-14", true)]       // a Saturday on which banks work
    [InlineData("2026-02-16", false)]      // Spring Festival
    [InlineData("2026-02-24", true)]
    [InlineData("2026-10-07", false)]      // National Day week
    [InlineData("2026-10-10", true)]
    [InlineData("2026-10-11", false)]      // a Sunday
    [InlineData("2025-10-08", false)]      // with Mid-Autumn: eight days
    [InlineData("2030-01-01", true)]       // a Tuesday of a year that nobody has announced
    public void Knows_the_days_on_which_banks_work(string day, bool works) =>
        Assert.Equal(works, WorkingCalendar.China.IsWorkingDay(Day(day)));

    [Fact]
    public void Takes_further_days()
    {
        var more = WorkingCalendar.China.With([Day("2026-02-14")], [Day("2026-10-07")]);
        Assert.False(more.IsWorkingDay(Day("2026-02-14")));
        Assert.True(more.IsWorkingDay(Day("2026-10-07")));
        Assert.True(WorkingCalendar.China.IsWorkingDay(Day("2026-02-14")));
    }

    [Theory]
    [InlineData("""{ "2026": { "source": "x", "holidays": ["2025-01-01"], "workingWeekendDays": [] } }""")]
    [InlineData("""{ "2026": { "source": "x", "holidays": [], "workingWeekendDays": ["2026-10-07"] } }""")]
    public void Refuses_days_that_cannot_be(string years)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, $$"""{ "country": "cn", "years": {{years}} }""");
        Assert.Throws<InvalidDataException>(() => WorkingCalendar.ReadFile(path));
        File.Delete(path);
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
