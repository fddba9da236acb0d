using Payout.Transfers;

namespace Payout.Tests.Transfers;

/// <summary>
/// The bank is asked after one and two of its own working days, at the time of day of the send, and every day at the
/// time of the last early question: here at ten, and at four in the afternoon.
/// </summary>
public sealed class A_question_over_holidays : TransferSpec
{
    [Theory]     // sent at ten on · asked last, and the next question; times of Beijing
    [InlineData("2026-09-30", "2026-10-01T09:00", "2026-10-01T16:00")]     // Golden Week begins: no working day
    [InlineData("2026-09-30", "2026-10-07T16:00", "2026-10-08T10:00")]     // the first one after it
    [InlineData("2026-09-30", "2026-10-08T16:00", "2026-10-09T10:00")]     // and the second
    [InlineData("2026-10-09", "2026-10-09T16:00", "2026-10-10T10:00")]     // a Saturday on which banks work for it
    [InlineData("2026-10-09", "2026-10-10T16:00", "2026-10-11T16:00")]     // its Sunday is one
    [InlineData("2026-10-09", "2026-10-11T16:00", "2026-10-12T10:00")]
    [InlineData("2026-02-13", "2026-02-13T16:00", "2026-02-14T10:00")]     // the Saturday before the Spring Festival
    [InlineData("2026-02-13", "2026-02-15T16:00", "2026-02-16T16:00")]     // a Monday of it
    [InlineData("2026-02-13", "2026-02-23T16:00", "2026-02-24T10:00")]
    public void Comes_on_the_banks_working_days(string sent, string asked, string next) =>
        Assert.Equal(Beijing(next), Rules.NextQuestion(Beijing(sent + "T10:00"), Beijing(asked)));

    [Fact]
    public void Knows_the_days_that_the_bank_has_announced_itself()
    {
        var rules = BankRules.Shipped(new PayoutOptions
        {
            Holidays = [new(2026, 3, 3)], WorkingWeekendDays = [new(2026, 3, 7)],
        });
        Assert.Equal(
            Beijing("2026-03-03T16:00"), rules.NextQuestion(Beijing("2026-03-02T10:00"), Beijing("2026-03-02T16:00")));
        Assert.Equal(
            Beijing("2026-03-07T10:00"), rules.NextQuestion(Beijing("2026-03-06T10:00"), Beijing("2026-03-06T16:00")));
    }

    private static DateTimeOffset Beijing(string time) => new(DateTime.Parse(time), TimeSpan.FromHours(8));
}
