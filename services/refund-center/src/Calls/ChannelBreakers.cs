using Channels;
using Channels.Rules;
using Platform.Persistence;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// The channels' breakers. Their rows are locked before legs and budgets, and only while something fails: a channel that
/// answers costs one look at its row for all answers that are stored together.
/// </summary>
public sealed partial class ChannelBreakers(RulebookShelf shelf, ILogger<ChannelBreakers> log)
{
    private const string Close = """
        WITH failing AS MATERIALIZED (
            SELECT channel, opened_at FROM channel_breakers
            WHERE channel = ANY($1) AND (failures > 0 OR opened_at IS NOT NULL) ORDER BY channel FOR UPDATE)
        UPDATE channel_breakers b SET failures = 0, failing_since = NULL, opened_at = NULL, probe_at = NULL, ask_at = NULL
        FROM failing WHERE b.channel = failing.channel RETURNING failing.channel, failing.opened_at
        """;

    /// <summary>
    /// Counts answers, in the order in which they came, and silence. A lease that ended does not count: then we died, or
    /// our database was away.
    /// </summary>
    internal async Task Note(Unit<RefundCenterDb> unit, IReadOnlyList<AnsweredSend> answers, CancellationToken ct)
    {
        var channels = answers.GroupBy(a => a.Claim.Lane.Channel)
            .Select(c => (Channel: c.Key, Answers: c.OrderBy(a => a.At).ToList())).ToList();
        string[] answered = [.. channels.Where(c => !c.Answers.TrueForAll(IsFailure)).Select(c => c.Channel)];
        if (answered.Length > 0) await NoteAnswered(unit.Db, answered, ct);

        var failing = channels.Where(c => IsFailure(c.Answers[^1])).ToDictionary(c => c.Channel, c => c.Answers);
        if (failing.Count == 0) return;
        await unit.Db.Execute(
            """
            INSERT INTO channel_breakers (channel, failures) SELECT c, 0 FROM unnest($1) AS n (c) ORDER BY c
            ON CONFLICT DO NOTHING
            """, ct, [failing.Keys.ToArray()]);
        await unit.Lock(ct, [.. failing.Keys.Select(channel => LockKey.Of<ChannelBreaker>(channel))]);
        foreach (var (channel, heard) in failing)
        {
            var failures = heard.Count - 1 - heard.FindLastIndex(a => !IsFailure(a));
            var breaker = unit.Db.FindLocked<ChannelBreaker>(channel)!;
            if (breaker.Failed(failures, heard[^1].At, RuleOf(channel))) Opened(log, channel, breaker.Failures);
        }
    }

    /// <summary>Locks the rows of channels that were taken for down when they were looked at.</summary>
    internal async Task<GuardedChannels> Lock(
        Unit<RefundCenterDb> unit, IReadOnlyCollection<string> channels, DateTimeOffset now, CancellationToken ct)
    {
        if (channels.Count > 0)
            await unit.Lock(ct, [.. channels.Select(channel => LockKey.Of<ChannelBreaker>(channel))]);
        return new GuardedChannels(
            [.. channels.Select(channel => unit.Db.FindLocked<ChannelBreaker>(channel)).OfType<ChannelBreaker>()],
            RuleOf, now);
    }

    private BreakerRule RuleOf(string channel) => shelf.Find(channel)!.Breaker;

    private static bool IsFailure(AnsweredSend answer) => answer.Answer is ChannelAnswer.Unknown { IsMismatch: false };

    private async Task NoteAnswered(RefundCenterDb db, string[] channels, CancellationToken ct)
    {
        var closed = await db.Query(
            Close, r => (Channel: r.GetString(0), WasOpen: !r.IsDBNull(1)), ct, [channels]);
        foreach (var (channel, _) in closed.Where(c => c.WasOpen)) Closed(log, channel);
    }

    [LoggerMessage(310, LogLevel.Error, "{Channel} is taken for down: {Failures} calls in a row had no answer")]
    private static partial void Opened(ILogger log, string channel, int failures);

    [LoggerMessage(311, LogLevel.Warning, "{Channel} answers again")]
    private static partial void Closed(ILogger log, string channel);
}
