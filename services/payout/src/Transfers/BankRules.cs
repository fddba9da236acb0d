using Channels;
using Channels.Calendars;
using Contracts;

namespace Payout.Transfers;

/// <summary>What the rulebook of the bank says about transfers, in the questions that are asked of it.</summary>
/// <param name="rulebook">The one that is shipped.</param>
/// <param name="calendar">The days on which the bank works.</param>
/// <param name="notSentPause">Pause after a send that never left this process.</param>
public sealed class BankRules(Rulebook rulebook, WorkingCalendar calendar, TimeSpan notSentPause)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
    private readonly FileRule statement = rulebook.Files.Single(file => file.Authoritative);

    /// <summary>Pause after a send that never left this process.</summary>
    public TimeSpan NotSentPause { get; } = notSentPause;

    /// <summary>How long a file without an answer may still be executed.</summary>
    public TimeSpan SettlingTime => rulebook.SettlingTime;

    /// <summary>The shipped rulebook, with the days that the bank has announced itself.</summary>
    public static BankRules Shipped(PayoutOptions options) => new(
        RulebookReader.ReadOf("bank-file"),
        WorkingCalendar.China.With(options.Holidays, options.WorkingWeekendDays), options.NotSentPause);

    public bool Carries(string currency) => rulebook.Currencies.Contains(currency);

    /// <summary>False for what is smaller than any transfer by this route (S180).</summary>
    public bool Carries(Money amount) =>
        Carries(amount.Currency) && !(amount.Minor < rulebook.TransferMinAmountMinor);

    /// <summary>The bank's own day.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    /// <summary>The moment at which a day of the bank's begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>When the statement of a day can be fetched.</summary>
    public DateTimeOffset StatementReadyAt(DateOnly day) => StartOf(day.AddDays(1)) + rulebook.BillReadyAt.ToTimeSpan();

    /// <summary>The last day on whose statement an executed transfer may first stand.</summary>
    public DateOnly LastPossibleDay(DateOnly executionDate) => executionDate.AddDays(statement.LastPossibleDays);

    /// <summary>Null when the plan is over: then statements and people decide.</summary>
    public DateTimeOffset? NextQuestion(DateTimeOffset sent, DateTimeOffset now) =>
        rulebook.ProbesFor("card").Next(sent, now, zone, calendar.IsWorkingDay);

    /// <summary>Whether "not found" still means never seen, and not forgotten.</summary>
    public bool TrustsNotFound(TimeSpan age) =>
        rulebook.QueryKeys is [var key, ..] && rulebook.Trusts(key.Name, age, 1);
}
