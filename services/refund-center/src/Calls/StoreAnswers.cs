using Channels;
using Npgsql;
using NpgsqlTypes;
using Platform.Hosting;
using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// Writes answers, as many as are ready in one transaction: each on its send, and what it makes of its leg. An answer
/// is never dropped because the database is away; if the process dies first, the lease ends and the outcome counts as
/// unknown.
/// </summary>
internal sealed partial class StoreAnswers(
    Transactions<RefundCenterDb> transactions, ChannelCalls calls, RulebookShelf shelf, ChannelLimits limits,
    ILogger<StoreAnswers> log)
    : BackgroundService
{
    private const int AtMost = 128;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        while (calls.UnderWay > 0 && !cancellationToken.IsCancellationRequested)
            await Task.Delay(20, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ready = new List<AnsweredSend>(AtMost);
        while (await calls.Answers.WaitToReadAsync(stoppingToken))
        {
            ready.Clear();
            while (ready.Count < AtMost && calls.Answers.TryRead(out var answer)) ready.Add(answer);
            await StoreWhatever(ready, stoppingToken);
            foreach (var answer in ready) calls.Stored(answer.Claim);
        }
    }

    private async Task StoreWhatever(IReadOnlyList<AnsweredSend> ready, CancellationToken ct)
    {
        for (var pause = 50; ; pause = Math.Min(pause * 2, (int)LongestPause.TotalMilliseconds))
        {
            try
            {
                CrashPoints.Reach("channel-answer.before");
                await transactions.Run(unit => Store(unit, ready, ct), ct);
                CrashPoints.Reach("channel-answer.after");
                return;
            }
            catch (Exception e) when (
                DatabaseFaults.Classify(e) is not DatabaseFault.None && !ct.IsCancellationRequested)
            {
                DatabaseAway(log, ready.Count, e.Message);
                await Task.Delay(pause, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                NotStored(log, e, ready.Count);
                // alone with its fault: its lease ends, and a query tells
                if (ready.Count == 1) return;
                foreach (var answer in ready) await StoreWhatever([answer], ct);
                return;
            }
        }
    }

    private async Task Store(Unit<RefundCenterDb> unit, IReadOnlyList<AnsweredSend> answers, CancellationToken ct)
    {
        var db = unit.Db;
        await limits.Breakers.Note(unit, answers, ct);
        await unit.Lock(ct, [.. answers.Select(a => LockKey.Of<Leg>(a.Claim.LegId)).Distinct()]);
        var stored = await WriteAnswers(db, answers, ct);
        var fresh = answers.Where(a => stored.Contains((a.Claim.LegId, a.Claim.Sent.No))).ToList();
        foreach (var answer in fresh)
        {
            if (db.FindLocked<Leg>(answer.Claim.LegId) is not { } leg) continue;
            var outcome = leg.Answered(answer.Claim.Sent, answer.Answer, answer.At, shelf.RulesOf(leg));
            await db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        }
        await SpendRefusals(db, fresh, ct);
    }

    /// <summary>
    /// What was refused though nobody expected it. After the legs: a claim that holds a budget waits for no leg.
    /// </summary>
    private async Task SpendRefusals(RefundCenterDb db, IEnumerable<AnsweredSend> fresh, CancellationToken ct)
    {
        var refusals = fresh.Where(a => !a.Claim.Lane.IsRisky && IsRefusal(a.Answer))
            .GroupBy(a => (a.Claim.Lane.Channel, a.Claim.Lane.ChannelMerchant)).ToList();
        if (refusals.Count == 0) return;
        var locked = await limits.Budgets.Lock(db, refusals.Select(r => r.Key), ct);
        foreach (var merchant in refusals) locked.Of(merchant.First().Claim.Lane).NoteRefusals(merchant.Count());
        await RequestBudgets.Save(db, locked, ct);
    }

    private static bool IsRefusal(ChannelAnswer answer) =>
        answer is ChannelAnswer.Refused or ChannelAnswer.NeverSeen or ChannelAnswer.Throttled;

    /// <summary>
    /// Those that were not stored before: a transaction whose commit nobody saw may have done it already.
    /// </summary>
    private static async Task<HashSet<(Guid, int)>> WriteAnswers(
        RefundCenterDb db, IReadOnlyList<AnsweredSend> answers, CancellationToken ct)
    {
        await using var command = db.Command("""
            UPDATE sends s SET answered_at = a.at, answer = a.answer, detail = a.detail
            FROM unnest($1, $2, $3, $4, $5) AS a (leg_id, no, at, answer, detail)
            WHERE s.leg_id = a.leg_id AND s.no = a.no AND s.answered_at IS NULL
            RETURNING s.leg_id, s.no
            """);
        Add(answers.Select(a => a.Claim.LegId).ToArray(), NpgsqlDbType.Uuid);
        Add(answers.Select(a => a.Claim.Sent.No).ToArray(), NpgsqlDbType.Integer);
        Add(answers.Select(a => a.At).ToArray(), NpgsqlDbType.TimestampTz);
        Add(answers.Select(a => a.Answer.GetType().Name).ToArray(), NpgsqlDbType.Text);
        Add(answers.Select(a => Detail(a.Answer)).ToArray(), NpgsqlDbType.Text);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var fresh = new HashSet<(Guid, int)>();
        while (await reader.ReadAsync(ct)) fresh.Add((reader.GetGuid(0), reader.GetInt32(1)));
        return fresh;

        void Add<T>(T[] values, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <summary>Numbers and codes; no payee data stands in them.</summary>
    private static string? Detail(ChannelAnswer answer) => answer switch
    {
        ChannelAnswer.Done done => $"{done.No} {done.Destination} {done.Charged.Channel}",
        ChannelAnswer.Accepted accepted => accepted.No,
        ChannelAnswer.Refused refused => $"{refused.Kind} {refused.Code}",
        ChannelAnswer.FailedProvisional failed => failed.Code,
        ChannelAnswer.NeedsOperator needs => needs.What,
        ChannelAnswer.Throttled throttled => throttled.RetryAfter?.ToString(),
        ChannelAnswer.Unknown unknown => unknown.Reason,
        _ => null,
    };

    [LoggerMessage(300, LogLevel.Warning, "{Count} answers wait for the database: {Reason}")]
    private static partial void DatabaseAway(ILogger log, int count, string reason);

    [LoggerMessage(301, LogLevel.Error, "{Count} answers could not be stored")]
    private static partial void NotStored(ILogger log, Exception exception, int count);
}
