using Reconciliation.Bills;

namespace Reconciliation.Tests.Bills;

public sealed class The_calendar_of_a_channel
{
    private static readonly BillCalendars Calendars = new(new BillSources([]), new(), new(), TimeProvider.System);
    private static readonly BillCalendar WeChat = Calendars.Of("wechat");

    [Theory]     // the time in UTC → the day in Beijing, and the last day whose files can be there
    [InlineData("2026-03-02T15:59:59Z", "2026-03-02", "2026-03-01")]
    [InlineData("2026-03-02T16:00:00Z", "2026-03-03", "2026-03-01")]
    [InlineData("2026-03-03T01:59:59Z", "2026-03-03", "2026-03-01")]
    [InlineData("2026-03-03T02:00:00Z", "2026-03-03", "2026-03-02")]
    public void Counts_days_as_the_rulebook_says(string time, string day, string lastReady)
    {
        var now = DateTimeOffset.Parse(time);
        Assert.Equal((DateOnly.Parse(day), DateOnly.Parse(lastReady)), (WeChat.DayOf(now), WeChat.LastReadyDay(now)));
    }

    [Fact]
    public void Waits_as_long_as_the_rulebook_says_of_the_file_that_proves() =>
        Assert.Equal(7, WeChat.LastPossibleDays);

    [Theory]     // their files are not authoritative, whatever days they name
    [InlineData("bestpay")]
    [InlineData("qq")]
    public void Has_no_last_possible_day_where_no_file_proves_anything(string channel) =>
        Assert.Null(Calendars.Of(channel).LastPossibleDays);
}
