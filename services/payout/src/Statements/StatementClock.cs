using Payout.Transfers;

namespace Payout.Statements;

/// <summary>The time as the readers of the bank's reports see it, and their complaints.</summary>
internal sealed partial class StatementClock(BankRules rules, TimeProvider clock, ILogger<StatementClock> log)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The bank's own day.</summary>
    public DateOnly DayOf(DateTimeOffset time) => rules.DayOf(time);

    public bool IsReady(DateOnly day) => Now >= rules.StatementReadyAt(day);

    /// <summary>Once per reason until it changes, so that a bank that is down for a day fills no log.</summary>
    public void Troubled(string what, string reason)
    {
        if (Interlocked.Exchange(ref last, $"{what}: {reason}") != $"{what}: {reason}") Trouble(log, what, reason);
    }

    private string? last;

    [LoggerMessage(210, LogLevel.Warning, "The bank's {What} cannot be relied on: {Reason}")]
    private static partial void Trouble(ILogger log, string what, string reason);
}
