using Contracts.Reconciliation;
using MassTransit;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Reports;

/// <summary>
/// Reconciliation has heard of legs. One statement for all of them: it touches nothing that a rule about a leg looks at,
/// so no leg is loaded for it.
/// </summary>
public sealed class LegsConfirmedConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<LegsConfirmed>
{
    /// <summary>
    /// A higher version than ours means that a restore made us forget: the next is above it, and is told at once. A leg
    /// that we forgot wholly is not there. A message locks in one order; two in one batch may meet a conflict with another
    /// transaction, and the batch runs again.
    /// </summary>
    private const string Confirm = """
        WITH heard AS (
            SELECT id, max(version) AS version FROM unnest($1, $2) AS c (id, version) GROUP BY id),
        held AS (SELECT l.id FROM legs l WHERE l.id = ANY($1) ORDER BY l.id FOR UPDATE)
        UPDATE legs l SET
            report_confirmed = greatest(l.report_confirmed, least(h.version, l.report_version)),
            report_version = CASE WHEN h.version > l.report_version THEN h.version + 1 ELSE l.report_version END,
            report_at = CASE
                WHEN h.version > l.report_version THEN $3
                WHEN h.version = l.report_version THEN NULL
                ELSE l.report_at END
        FROM heard h JOIN held USING (id) WHERE l.id = h.id
        """;

    public Task Consume(ConsumeContext<LegsConfirmed> context)
    {
        var legs = context.Message.Legs;
        return db.Execute(
            Confirm, context.CancellationToken, legs.Select(l => ChannelNo.IdOf(l.RefundId, l.Ordinal)).ToArray(),
            legs.Select(l => l.Version).ToArray(), clock.GetUtcNow());
    }
}
