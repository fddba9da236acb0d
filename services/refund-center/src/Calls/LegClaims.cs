using Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Restores;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// Finds due legs and writes their sends. Two workers never take the same leg: what one has locked the other skips.
/// </summary>
public sealed class LegClaims(
    ChannelDirectory channels, RulebookShelf shelf, RefundCenterOptions options, TimeProvider clock,
    [FromKeyedServices("real")] TimeProvider real)
{
    /// <summary>Lanes with something due, found by stepping over the index from lane to lane.</summary>
    private const string DueLanes = """
        WITH RECURSIVE lane AS (
            (SELECT channel, channel_merchant, is_risky, in_doubt, due_at FROM legs WHERE due_at IS NOT NULL
             ORDER BY channel, channel_merchant, is_risky, in_doubt, due_at LIMIT 1)
            UNION ALL
            SELECT n.channel, n.channel_merchant, n.is_risky, n.in_doubt, n.due_at FROM lane CROSS JOIN LATERAL (
                SELECT l.channel, l.channel_merchant, l.is_risky, l.in_doubt, l.due_at FROM legs l
                WHERE l.due_at IS NOT NULL
                    AND (l.channel, l.channel_merchant, l.is_risky, l.in_doubt)
                        > (lane.channel, lane.channel_merchant, lane.is_risky, lane.in_doubt)
                ORDER BY l.channel, l.channel_merchant, l.is_risky, l.in_doubt, l.due_at LIMIT 1) n)
        SELECT channel, channel_merchant, is_risky, in_doubt FROM lane WHERE due_at <= $1
        """;

    private const string DueLegs = """
        SELECT l.* FROM unnest(@p0, @p1, @p2, @p3, @p4) AS lane (channel, channel_merchant, is_risky, in_doubt, places)
        CROSS JOIN LATERAL (
            SELECT * FROM legs x
            WHERE x.channel = lane.channel AND x.channel_merchant = lane.channel_merchant AND x.is_risky = lane.is_risky
                AND x.in_doubt = lane.in_doubt AND x.due_at <= @p5
            ORDER BY x.due_at LIMIT lane.places FOR UPDATE SKIP LOCKED) l
        """;

    /// <summary>Those in which something may be sent or asked now.</summary>
    public async Task<IReadOnlyList<Lane>> Lanes(NpgsqlDataSource database, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lanes = await Due(database, now, ct);
        lanes.RemoveAll(lane => !channels.TryFind(lane.Channel, out _));
        if (lanes.Exists(lane => lane.IsInDoubt) && !await RestoreAnswers.AreHeard(database, now, ct))
            lanes.RemoveAll(lane => lane.IsInDoubt);
        return lanes;
    }

    /// <summary>
    /// Locks at most so many due legs of each lane and writes a send for each. The caller's transaction makes it true.
    /// </summary>
    public async Task<IReadOnlyList<ClaimedSend>> Claim(
        Unit<RefundCenterDb> unit, IReadOnlyList<(Lane Lane, int Places)> lanes, CancellationToken ct)
    {
        var (now, db) = (clock.GetUtcNow(), unit.Db);
        var legs = await Due(db, lanes, now, ct);
        var earlier = await EarlierRequests(db, legs, ct);
        var spacing = await PartSpacing.Of(db, legs, shelf.Find, now, ct);
        var claims = new List<ClaimedSend>(legs.Count);
        foreach (var leg in legs.Where(spacing.IsFree))
        {
            if (spacing.TurnOf(leg) is { } turn)
            {
                leg.WaitUntil(turn);
                continue;
            }
            var refund = leg.Refund();
            var lane = new Lane(leg.Channel, leg.ChannelMerchant, leg.IsRisky, leg.WouldBeSentInDoubt);
            var request = earlier.GetValueOrDefault((leg.Id, leg.Step!.Value)) ?? Compose(leg, refund);
            if (request is null && leg.Step is not LegStep.Query)
            {
                var outcome = leg.CannotReturn(now, shelf.RulesOf(leg));
                await db.Record(leg, outcome, Publish(unit), ct);
                continue;
            }
            var send = leg.Claim(request, now, real.GetUtcNow() + options.SendLease);
            db.Sends.Add(send);
            claims.Add(new ClaimedSend(leg.Id, lane, leg.Instrument, send.AsRequest(), refund, request, leg.TraceParent));
        }
        return claims;
    }

    internal static Func<object, Task> Publish(Unit<RefundCenterDb> unit) => message =>
    {
        unit.Publish(message);
        return Task.CompletedTask;
    };

    private static async Task<List<Lane>> Due(NpgsqlDataSource database, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(DueLanes);
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lanes = new List<Lane>();
        while (await reader.ReadAsync(ct))
            lanes.Add(new(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        return lanes;
    }

    private static Task<List<Leg>> Due(
        RefundCenterDb db, IReadOnlyList<(Lane Lane, int Places)> lanes, DateTimeOffset now, CancellationToken ct) =>
        db.Legs.FromSqlRaw(
            DueLegs,
            new NpgsqlParameter("p0", lanes.Select(l => l.Lane.Channel).ToArray()),
            new NpgsqlParameter("p1", lanes.Select(l => l.Lane.ChannelMerchant).ToArray()),
            new NpgsqlParameter("p2", lanes.Select(l => l.Lane.IsRisky).ToArray()),
            new NpgsqlParameter("p3", lanes.Select(l => l.Lane.IsInDoubt).ToArray()),
            new NpgsqlParameter("p4", lanes.Select(l => l.Places).ToArray()),
            new NpgsqlParameter("p5", NpgsqlDbType.TimestampTz) { Value = now })
        .ToListAsync(ct);

    /// <summary>
    /// The bytes of the first send of the kind: a retry repeats them even if our settings have changed since (S4).
    /// </summary>
    private static async Task<Dictionary<(Guid, LegStep), ChannelRequest>> EarlierRequests(
        RefundCenterDb db, List<Leg> legs, CancellationToken ct)
    {
        Guid[] again = [.. legs.Where(l => l.Step is LegStep.Submit && l.Submits > 0
            || l.Step is LegStep.ReturnToMerchant && l.ReturnSentAt is not null).Select(l => l.Id)];
        var requests = new Dictionary<(Guid, LegStep), ChannelRequest>();
        if (again.Length == 0) return requests;
        var sends = await db.Sends.AsNoTracking()
            .Where(s => again.Contains(s.LegId) && s.Body != null).OrderBy(s => s.No).ToListAsync(ct);
        foreach (var send in sends) requests.TryAdd((send.LegId, send.Step), send.Request()!);
        return requests;
    }

    private ChannelRequest? Compose(Leg leg, ChannelRefund refund) => leg.Step switch
    {
        LegStep.Submit => channels[leg.Channel].Compose(refund),
        LegStep.ReturnToMerchant => channels[leg.Channel].ComposeReturnToMerchant(refund),
        _ => null,
    };
}
