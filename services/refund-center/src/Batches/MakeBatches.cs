using Channels;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// At the cut-off of each working day puts what waits for one bank into one batch, by one of the replicas: file, lines,
/// sends and legs in one transaction, so that a leg is in a batch or is not, whatever is killed when.
/// </summary>
public sealed class MakeBatches(
    Transactions<RefundCenterDb> transactions, TemplateDirectory templates, FileDays days, RefundCenterOptions options,
    TimeProvider clock)
    : IDueWork
{
    /// <summary>Until the end of the transaction, or not at all: the other replica makes the same batch.</summary>
    private const string Take =
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 5120114973390127))";

    private const string Waiting = """
        status = 'Ready' AND method IN ('file', 'offline') AND died_at IS NULL AND suspended_at IS NULL
        AND overtaken_by IS NULL AND channel = $1 AND created_at <= $2
        """;

    private const string Keys = $"SELECT DISTINCT channel_merchant, method, amount_currency FROM legs WHERE {Waiting}";

    private const string Legs = $"""
        SELECT id FROM legs WHERE {Waiting} AND channel_merchant = $3 AND method = $4 AND amount_currency = $5
        ORDER BY created_at, id LIMIT $6
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var (more, now) = (false, clock.GetUtcNow());
        foreach (var channel in templates.Names)
        {
            if (days.LastCutOff(channel, now) is not { } cutOff) continue;
            var keys = await transactions.Run(unit => unit.Db.Query(
                Keys, r => new BatchKey(channel, r.GetString(0), r.GetString(1), r.GetString(2)), ct,
                channel, cutOff.At), ct);
            foreach (var key in keys.Where(key => templates[channel].Takes(key.Currency)))
                more |= await transactions.Run(unit => Make(unit, key, cutOff, ct), ct);
        }
        return more;
    }

    /// <summary>One batch, of what waited at the cut-off. True when there was anything.</summary>
    internal async Task<bool> Make(
        Unit<RefundCenterDb> unit, BatchKey key, (DateOnly Day, DateTimeOffset At) cutOff, CancellationToken ct)
    {
        var db = unit.Db;
        if (await db.Query(Take, r => r.GetBoolean(0), ct, $"batch {key}") is not [true]) return false;
        var ids = await db.Query(
            Legs, r => r.GetGuid(0), ct, key.Channel, cutOff.At, key.ChannelMerchant, key.Method, key.Currency,
            options.FileLines);
        if (ids.Count == 0) return false;

        await unit.Lock(ct, [.. ids.Select(id => LockKey.Of<Leg>(id))]);
        // Looked at again under the locks: one may have been stopped in between.
        List<Leg> legs = [.. ids.Select(id => db.FindLocked<Leg>(id)!).Where(leg => leg.AwaitsBatch)];
        if (legs.Count == 0) return false;
        var batch = new RefundBatch(
            BatchNo.For(key, cutOff.Day, legs.Select(leg => leg.No)), key.ChannelMerchant, cutOff.Day,
            [.. legs.Select((leg, i) => new RefundBatchLine(i + 1, leg.Refund()))]);
        await Write(unit, key, batch, legs, ct);
        return true;
    }

    private async Task Write(
        Unit<RefundCenterDb> unit, BatchKey key, RefundBatch batch, List<Leg> legs, CancellationToken ct)
    {
        var (db, now, written) = (unit.Db, clock.GetUtcNow(), templates[key.Channel].Write(batch));
        var row = Batch.Of(batch, key, written, now);
        db.Add(row);
        for (var i = 0; i < legs.Count; i++)
        {
            var (leg, lineNo) = (legs[i], i + 1);
            var line = new ChannelRequest("hand-over", key.Method, $"{batch.No}/{lineNo}", written.Lines[i]);
            var (send, outcome) = leg.PutInBatch(line, now);
            db.Sends.Add(send);
            db.Add(new BatchLine { BatchId = row.Id, LineNo = lineNo, LegId = leg.Id, SendNo = send.No });
            await db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        }
    }
}
