using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// A send whose lease ended without an answer has the answer Unknown; the retry mode decides what follows, never this
/// worker.
/// </summary>
internal sealed class LapsedLeases(
    Transactions<RefundCenterDb> transactions, RulebookShelf shelf, TimeProvider clock,
    [FromKeyedServices("real")] TimeProvider real)
    : IDueWork
{
    private const int Page = 100;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(unit => Lapse(unit, ct), ct);

    private async Task<bool> Lapse(Unit<RefundCenterDb> unit, CancellationToken ct)
    {
        var (db, now) = (unit.Db, clock.GetUtcNow());
        var legs = await db.Query(
            """
            SELECT DISTINCT leg_id FROM (
                SELECT leg_id FROM sends WHERE lease_until < $1 AND answered_at IS NULL AND lapsed_at IS NULL
                ORDER BY lease_until LIMIT $2) s
            """, r => r.GetGuid(0), ct, real.GetUtcNow(), Page);
        if (legs.Count == 0) return false;

        await unit.Lock(ct, [.. legs.Select(id => LockKey.Of<Leg>(id))]);
        // Looked at again under the locks: an answer may have come in between.
        var lapsed = await db.Query(
            """
            UPDATE sends SET lapsed_at = $1
            WHERE leg_id = ANY($2) AND lease_until < $3 AND answered_at IS NULL AND lapsed_at IS NULL
            RETURNING leg_id, no, step, claimed_at
            """,
            r => (LegId: r.GetGuid(0), Sent: new SentRequest(
                r.GetInt32(1), Enum.Parse<LegStep>(r.GetString(2)),
                new DateTimeOffset(r.GetDateTime(3), TimeSpan.Zero))),
            ct, now, legs.ToArray(), real.GetUtcNow());
        foreach (var (id, sent) in lapsed.OrderBy(l => l.Sent.No))
        {
            var leg = db.FindLocked<Leg>(id)!;
            var outcome = leg.Lapsed(sent, now, shelf.RulesOf(leg));
            await db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        }
        return legs.Count == Page;
    }
}
