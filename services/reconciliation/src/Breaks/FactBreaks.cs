using Platform.Persistence;

namespace Reconciliation.Breaks;

/// <summary>Breaks of facts that nobody takes over: money moved, and no books say so.</summary>
internal static class FactBreaks
{
    public static Task Open(ReconciliationDb db, Guid[] facts, DateTimeOffset now, CancellationToken ct) =>
        facts.Length == 0 ? Task.CompletedTask : db.Execute("""
            INSERT INTO breaks AS b (kind, channel, channel_merchant, no, channel_no, refund_id, day,
                                     theirs_minor, currency, state, opened_at)
            SELECT 'fact_unheard', channel, channel_merchant, no, coalesce(channel_no, ''), refund_id, bill_date,
                   amount_minor, amount_currency, 'open', $2
            FROM bill_facts WHERE fact_id = ANY($1)
            ON CONFLICT (channel, channel_merchant, no, channel_no, kind) DO UPDATE
            SET state = 'open', closed_at = NULL, opened_at = excluded.opened_at WHERE b.state <> 'open'
            """, ct, facts, now);

    /// <summary>Those whose fact was confirmed since.</summary>
    public static Task Close(ReconciliationDb db, DateTimeOffset now, CancellationToken ct) => db.Execute("""
        UPDATE breaks b SET state = 'closed', closed_at = $1
        WHERE b.kind = 'fact_unheard' AND b.state = 'open' AND NOT EXISTS (
            SELECT FROM bill_facts k
            WHERE k.channel = b.channel AND k.channel_merchant = b.channel_merchant AND k.no = b.no
              AND coalesce(k.channel_no, '') = b.channel_no AND k.confirmed_at IS NULL)
        """, ct, now);
}
