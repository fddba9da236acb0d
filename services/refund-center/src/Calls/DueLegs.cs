using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// Locks due legs of lanes; what another worker has locked is skipped. Many of our merchants may share a channel
/// merchant: as long as a lane has room for all that is due in it, the oldest go first. A lane that has not is given out
/// in turns from merchant to merchant, so that one merchant's thousand refunds do not keep another's one waiting.
/// </summary>
public sealed class DueLegs
{
    /// <summary>Merchants looked at in one claim; those behind them come with the next.</summary>
    private const int MerchantsAtOnce = 128;

    private const string Oldest = """
        SELECT l.* FROM unnest(@p0, @p1, @p2, @p3, @p4) AS lane (channel, channel_merchant, is_risky, in_doubt, places)
        CROSS JOIN LATERAL (
            SELECT * FROM legs x
            WHERE x.channel = lane.channel AND x.channel_merchant = lane.channel_merchant AND x.is_risky = lane.is_risky
                AND x.in_doubt = lane.in_doubt AND x.due_at <= @p5 AND x.id <> ALL (@p6)
            ORDER BY x.due_at LIMIT lane.places FOR UPDATE SKIP LOCKED) l
        """;

    private const string OfMerchants = """
        SELECT l.* FROM unnest(@p0, @p1, @p2, @p3, @p4, @p6)
            AS lane (channel, channel_merchant, is_risky, in_doubt, places, merchant_id)
        CROSS JOIN LATERAL (
            SELECT * FROM legs x
            WHERE x.channel = lane.channel AND x.channel_merchant = lane.channel_merchant AND x.is_risky = lane.is_risky
                AND x.in_doubt = lane.in_doubt AND x.merchant_id = lane.merchant_id AND x.due_at <= @p5
            ORDER BY x.due_at LIMIT lane.places FOR UPDATE SKIP LOCKED) l
        """;

    /// <summary>Steps over the index from merchant to merchant, each with what is due first of it.</summary>
    private const string Merchants = """
        SELECT lane.i, turn.merchant_id, turn.due_at <= $6
        FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY
            AS lane (channel, channel_merchant, is_risky, in_doubt, last, i)
        CROSS JOIN LATERAL (
            WITH RECURSIVE turn AS (
                (SELECT x.merchant_id, x.due_at, 1 AS n FROM legs x
                 WHERE x.channel = lane.channel AND x.channel_merchant = lane.channel_merchant
                    AND x.is_risky = lane.is_risky AND x.in_doubt = lane.in_doubt AND x.due_at IS NOT NULL
                    AND x.merchant_id > lane.last
                 ORDER BY x.merchant_id, x.due_at LIMIT 1)
                UNION ALL
                SELECT y.merchant_id, y.due_at, turn.n + 1 FROM turn CROSS JOIN LATERAL (
                    SELECT x.merchant_id, x.due_at FROM legs x
                    WHERE x.channel = lane.channel AND x.channel_merchant = lane.channel_merchant
                        AND x.is_risky = lane.is_risky AND x.in_doubt = lane.in_doubt AND x.due_at IS NOT NULL
                        AND x.merchant_id > turn.merchant_id
                    ORDER BY x.merchant_id, x.due_at LIMIT 1) y
                WHERE turn.n < $7)
            SELECT * FROM turn) turn
        ORDER BY lane.i, turn.n
        """;

    private const string Question = """
        SELECT l.* FROM unnest(@p0) AS down (channel) CROSS JOIN LATERAL (
            SELECT * FROM legs x
            WHERE x.channel = down.channel AND x.channel_merchant = ANY (@p1) AND x.due_at <= @p2
                AND (x.step <> 'Submit' OR x.submits > 0) AND NOT x.in_doubt
            ORDER BY x.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) l
        """;

    /// <summary>
    /// The lanes in which more was due than might go, and the merchant that was last. Only a memory: each replica has its
    /// own, and a new one begins without.
    /// </summary>
    private readonly ConcurrentDictionary<Lane, Guid> crowded = new();

    /// <summary>Locks at most so many due legs of each lane until the end of the transaction.</summary>
    public async Task<IReadOnlyList<Leg>> Lock(
        RefundCenterDb db, IReadOnlyList<(Lane Lane, int Places)> lanes, DateTimeOffset now, CancellationToken ct)
    {
        if (lanes.Count == 0) return [];
        var legs = await LockInTurns(db, [.. lanes.Where(l => crowded.ContainsKey(l.Lane))], now, ct);
        var left = lanes.Select(l => (l.Lane, Places: l.Places - legs.Count(leg => IsIn(leg, l.Lane))))
            .Where(l => l.Places > 0).ToList();
        if (left.Count > 0) legs.AddRange(await LockOldest(db, left, (now, legs), ct));
        foreach (var (lane, places) in lanes)
            if (legs.Count(leg => IsIn(leg, lane)) < places) crowded.TryRemove(lane, out _);
            else crowded.TryAdd(lane, Guid.Empty);
        return legs;
    }

    /// <summary>Locks for each of these channels the oldest due leg of which it may have something already.</summary>
    public static async Task<IReadOnlyList<Leg>> LockQuestions(
        RefundCenterDb db, (IReadOnlyList<string> Channels, IReadOnlyList<string> ChannelMerchants) at,
        DateTimeOffset now, CancellationToken ct) => at.Channels.Count == 0 ? [] : await db.Legs
        .FromSqlRaw(
            Question, new NpgsqlParameter("p0", at.Channels.ToArray()),
            new NpgsqlParameter("p1", at.ChannelMerchants.ToArray()),
            new NpgsqlParameter("p2", NpgsqlDbType.TimestampTz) { Value = now })
        .ToListAsync(ct);

    private static bool IsIn(Leg leg, Lane lane) => Lane.Of(leg) == lane;

    private async Task<List<Leg>> LockInTurns(
        RefundCenterDb db, IReadOnlyList<(Lane Lane, int Places)> lanes, DateTimeOffset now, CancellationToken ct)
    {
        if (lanes.Count == 0) return [];
        var lasts = lanes.ToDictionary(l => l.Lane, l => crowded.GetValueOrDefault(l.Lane));
        var seen = (await MerchantsBehind(db, lasts, now, ct)).ToLookup(m => m.Lane, m => (m.Merchant, m.IsDue));
        // At the end of a lane it goes on from the beginning.
        var ended = lanes.Where(l => lasts[l.Lane] != Guid.Empty && seen[l.Lane].Count() < MerchantsAtOnce)
            .ToDictionary(l => l.Lane, _ => Guid.Empty);
        var again = (await MerchantsBehind(db, ended, now, ct)).ToLookup(m => m.Lane, m => (m.Merchant, m.IsDue));
        var turns = lanes.SelectMany(l => Turns(l, [.. seen[l.Lane].Union(again[l.Lane])])).ToList();
        return turns.Count == 0 ? [] : await db.Legs
            .FromSqlRaw(OfMerchants, [.. Parameters([.. turns.Select(t => (t.Lane, t.Places))], now),
                new NpgsqlParameter("p6", turns.Select(t => t.Merchant).ToArray())])
            .ToListAsync(ct);
    }

    private static async Task<List<(Lane Lane, Guid Merchant, bool IsDue)>> MerchantsBehind(
        RefundCenterDb db, IReadOnlyDictionary<Lane, Guid> lasts, DateTimeOffset now, CancellationToken ct)
    {
        if (lasts.Count == 0) return [];
        Lane[] lanes = [.. lasts.Keys];
        return await db.Query(
            Merchants, r => (lanes[(int)r.GetInt64(0) - 1], r.GetGuid(1), r.GetBoolean(2)), ct,
            lanes.Select(l => l.Channel).ToArray(), lanes.Select(l => l.ChannelMerchant).ToArray(),
            lanes.Select(l => l.IsRisky).ToArray(), lanes.Select(l => l.IsInDoubt).ToArray(),
            lanes.Select(l => lasts[l]).ToArray(), now.UtcDateTime, MerchantsAtOnce);
    }

    /// <summary>
    /// The places, dealt out one by one to the merchants that have something due; the next claim begins behind the one
    /// that got the last.
    /// </summary>
    private List<(Lane Lane, Guid Merchant, int Places)> Turns(
        (Lane Lane, int Places) lane, List<(Guid Merchant, bool IsDue)> seen)
    {
        var due = seen.Where(m => m.IsDue).Select(m => m.Merchant).Take(lane.Places).ToList();
        var isWhole = seen.Count < MerchantsAtOnce;
        crowded[lane.Lane] = due.Count == lane.Places || (isWhole && due.Count > 0) ? due[(lane.Places - 1) % due.Count]
            : isWhole ? Guid.Empty
            : seen[^1].Merchant;
        return [.. due.Select((merchant, i) => (
            lane.Lane, merchant, (lane.Places / due.Count) + (i < lane.Places % due.Count ? 1 : 0)))];
    }

    private static Task<List<Leg>> LockOldest(
        RefundCenterDb db, IReadOnlyList<(Lane Lane, int Places)> lanes,
        (DateTimeOffset Now, List<Leg> Locked) known, CancellationToken ct) => db.Legs
        .FromSqlRaw(Oldest, [.. Parameters(lanes, known.Now),
            new NpgsqlParameter("p6", known.Locked.Select(leg => leg.Id).ToArray())])
        .ToListAsync(ct);

    private static IEnumerable<NpgsqlParameter> Parameters(
        IReadOnlyList<(Lane Lane, int Places)> lanes, DateTimeOffset now) =>
    [
        new("p0", lanes.Select(l => l.Lane.Channel).ToArray()),
        new("p1", lanes.Select(l => l.Lane.ChannelMerchant).ToArray()),
        new("p2", lanes.Select(l => l.Lane.IsRisky).ToArray()),
        new("p3", lanes.Select(l => l.Lane.IsInDoubt).ToArray()),
        new("p4", lanes.Select(l => l.Places).ToArray()),
        new("p5", NpgsqlDbType.TimestampTz) { Value = now },
    ];
}
