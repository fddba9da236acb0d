using System.Globalization;

namespace Channels.Tests.Rulebooks;

public sealed class A_probe_plan
{
    private static readonly ProbePlan Plan = new(
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30)], [3], TimeSpan.FromHours(1), TimeSpan.FromDays(7));

    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2026-10-05T10:00:00", "2026-10-05T10:01:00")]       // first early question
    [InlineData("2026-10-05T10:01:00", "2026-10-05T10:30:00")]       // next one
    [InlineData("2026-10-05T10:30:00", "2026-10-05T11:30:00")]       // then every hour
    [InlineData("2026-10-05T12:00:00", "2026-10-05T12:30:00")]       // missed ones are not made up for
    [InlineData("2026-10-08T09:45:00", "2026-10-08T10:00:00")]       // three working days later, between the hours
    [InlineData("2026-10-12T09:30:00", null)]                         // over
    public void Names_the_next_question(string now, string? expected) =>
        Assert.Equal(
            expected is null ? null : At(expected),
            Plan.Next(At("2026-10-05T10:00:00"), At(now), China, _ => true));

    [Fact]
    public void Skips_days_that_are_no_working_days()
    {
        var plan = new ProbePlan([], [3], TimeSpan.FromDays(30), TimeSpan.FromDays(20));
        var holidays = new[] { new DateOnly(2026, 10, 6), new DateOnly(2026, 10, 7) };
        Assert.Equal(
            At("2026-10-10T10:00:00"),
            plan.Next(At("2026-10-05T10:00:00"), At("2026-10-05T10:00:01"), China, day => !holidays.Contains(day)));
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"{time}+08:00", CultureInfo.InvariantCulture);
}
