using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Reconciliation.Runs;

namespace Reconciliation.Matches;

/// <summary>
/// Matches days whose files are there. Claim, work and answer are one transaction: nothing outside is called.
/// </summary>
public sealed partial class MatchDueDays(
    Transactions<ReconciliationDb> transactions, Matcher matcher, ILogger<MatchDueDays> log) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var day = await unit.Db.Matchings
            .FromSql($"""
                SELECT * FROM matchings WHERE matched_round < round ORDER BY run_id LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
            .SingleOrDefaultAsync(ct);
        if (day is null) return false;

        var counts = await matcher.MatchDay(unit.Db, day, ct);
        day.Matched(counts);
        unit.Publish(AnswerOf(day));
        LogMatched(day.Channel, day.ChannelMerchant, day.Day, counts);
        return true;
    }, ct);

    public static DayMatched AnswerOf(Matching day) =>
        new(day.RunId, day.MatchedRound, day.Lines, day.Moved, day.Waiting, day.Breaks);

    [LoggerMessage(6011, LogLevel.Information, "{Channel} {ChannelMerchant} {Day} matched: {Counts}")]
    private partial void LogMatched(string channel, string channelMerchant, DateOnly day, MatchCounts counts);
}
