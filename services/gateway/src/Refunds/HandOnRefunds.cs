using System.Data.Common;
using System.Diagnostics;
using Contracts;
using Contracts.Payments;
using Platform.Observability;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Hands received refunds on to their sagas, in turns over the merchants: of each at most
/// <see cref="GatewayOptions.UnansweredAtMost"/> are on their way without an answer, so no merchant starves the others
/// and a slow channel stops nobody. What was handed on and not taken over within <see cref="Patience"/> is handed on
/// again: a purged queue loses nothing.
/// </summary>
public sealed class HandOnRefunds(
    Transactions<GatewayDb> transactions, GatewayOptions options, TimeProvider clock) : IDueWork
{
    private const int AtOnce = 128;
    private const long LockNumber = 6_114_203_770_918_331;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// One turn. The merchants that have something due are found by hopping over the partial index; of each the oldest
    /// are taken as far as there is room; rounds go over the merchants, oldest first. Rows that somebody holds are left
    /// for the next turn.
    /// </summary>
    private const string Take = """
        WITH RECURSIVE merchant AS (
            (SELECT merchant_id FROM refunds WHERE hand_on = 'Due' ORDER BY merchant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT r.merchant_id FROM refunds r WHERE r.hand_on = 'Due' AND r.merchant_id > m.merchant_id
                    ORDER BY r.merchant_id LIMIT 1)
            FROM merchant m WHERE m.merchant_id IS NOT NULL),
        due AS (
            SELECT d.id FROM merchant m CROSS JOIN LATERAL (
                SELECT r.id, r.created_at, row_number() OVER (ORDER BY r.created_at, r.id) AS round FROM refunds r
                WHERE r.hand_on = 'Due' AND r.merchant_id = m.merchant_id ORDER BY r.created_at, r.id
                LIMIT greatest(0, $2 - (
                    SELECT count(*) FROM refunds u
                    WHERE u.merchant_id = m.merchant_id AND u.hand_on IN ('HandedOn', 'TakenOver')))) d
            WHERE m.merchant_id IS NOT NULL ORDER BY d.round, d.created_at, d.id LIMIT $3),
        late AS (
            SELECT id FROM refunds WHERE hand_on = 'HandedOn' AND handed_on_at < $4 ORDER BY handed_on_at LIMIT $3),
        taken AS (
            SELECT r.id FROM refunds r
            WHERE r.id IN (SELECT id FROM due UNION ALL SELECT id FROM late) AND r.hand_on IN ('Due', 'HandedOn')
            ORDER BY r.id FOR UPDATE SKIP LOCKED),
        moved AS (
            UPDATE refunds r SET hand_on = 'HandedOn', handed_on_at = $1 FROM taken t WHERE r.id = t.id
            RETURNING r.id, r.attempt, r.amount_minor, r.amount_currency, r.reason, r.payment_id,
                      r.merchant_refund_no, r.trace_parent, r.kind)
        SELECT m.id, m.attempt, m.amount_minor, m.amount_currency, m.reason, p.id, p.merchant_id, p.merchant_payment_no,
               p.paid_minor, p.paid_currency, p.fee_minor, p.channel, p.channel_merchant, p.channel_payment_no,
               p.instrument, p.captured_at, m.merchant_refund_no, m.trace_parent, m.kind, p.settlement
        FROM moved m JOIN payments p ON p.id = m.payment_id ORDER BY m.id
        """;

    public TimeSpan Interval => TimeSpan.FromMilliseconds(200);

    /// <summary>Every request wakes us.</summary>
    public TimeSpan Gather => TimeSpan.FromMilliseconds(10);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(unit => Turn(unit, ct), ct);

    private async Task<bool> Turn(Unit<GatewayDb> unit, CancellationToken ct)
    {
        // One at a time over all replicas: two turns at once would both see the same room.
        var alone = await unit.Db.Query("SELECT pg_try_advisory_xact_lock($1)", r => r.GetBoolean(0), ct, LockNumber);
        if (!alone[0]) return false;
        var now = clock.GetUtcNow();
        var handedOn = await unit.Db.Query(
            Take, Read, ct, now.UtcDateTime, options.UnansweredAtMost, AtOnce, (now - Patience).UtcDateTime);
        foreach (var (refund, traceParent) in handedOn)
        {
            using var span = PlatformActivity.Source.StartActivity(
                "refund handed on", ActivityKind.Internal, traceParent);
            unit.Publish(refund);
        }
        return handedOn.Count >= AtOnce;
    }

    private static (RefundHandedOn Refund, string? TraceParent) Read(DbDataReader row)
    {
        var currency = row.GetString(9);
        var payment = new PaymentFacts(
            row.GetGuid(5), row.GetGuid(6), row.GetString(7), new(row.GetInt64(8), currency),
            new(row.GetInt64(10), currency), row.GetString(11), row.GetString(12), row.GetString(13),
            row.GetString(14), new DateTimeOffset(row.GetDateTime(15)));
        var refund = new RefundHandedOn(
            row.GetGuid(0), row.GetInt32(1), payment, new Money(row.GetInt64(2), row.GetString(3)),
            Text(row, 4), row.GetString(16), Text(row, 19), Enum.Parse<RefundKind>(row.GetString(18)).Said());
        return (refund, Text(row, 17));
    }

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
