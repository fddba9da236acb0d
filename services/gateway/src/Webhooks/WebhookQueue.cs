using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>
/// Collects the changes of one transaction and writes a delivery for each endpoint that wants them, in one statement of
/// the same transaction: no change is committed without its deliveries, and an endpoint that was made a moment ago is
/// found. A change that overrules an end has a type of its own; whoever asked for the state's type alone gets it under
/// that, so that nobody misses it.
/// </summary>
internal sealed class WebhookQueue(WorkSignal<SendWebhooks> signal) : IWebhookQueue, IBeforeSave
{
    private const string Insert = """
        INSERT INTO webhook_deliveries
            (id, endpoint_id, merchant_id, refund_id, sequence, type, body, state, tries, next_try_at, created_at)
        SELECT uuid_v7(), w.id, w.merchant_id, e.refund_id, e.sequence,
               CASE WHEN wants.news THEN e.type ELSE e.state_type END,
               CASE WHEN wants.news THEN e.body ELSE e.state_body END, 'Pending', 0, e.at, e.at
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS e (merchant_id, refund_id, sequence, at, type, body, state_type, state_body)
        JOIN webhook_endpoints w ON w.merchant_id = e.merchant_id
        CROSS JOIN LATERAL (SELECT w.event_types IS NULL OR e.type = ANY (w.event_types) AS news) wants
        WHERE w.disabled_at IS NULL AND (wants.news OR e.state_type = ANY (w.event_types))
        ON CONFLICT (endpoint_id, refund_id, sequence) DO NOTHING
        """;

    private readonly List<(Guid MerchantId, WebhookBody Body, WebhookBody? OfState)> changes = [];

    public void Add(DbContext db, Refund refund) =>
        changes.Add((refund.MerchantId, WebhookBody.Of(refund), WebhookBody.OfState(refund)));

    public async Task BeforeSaveAsync(DbContext db, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        var written = await db.Execute(
            Insert, ct,
            changes.Select(c => c.MerchantId).ToArray(),
            changes.Select(c => c.Body.Data.RefundId).ToArray(),
            changes.Select(c => c.Body.Data.Sequence).ToArray(),
            changes.Select(c => c.Body.Timestamp.UtcDateTime).ToArray(),
            changes.Select(c => c.Body.Type).ToArray(),
            changes.Select(c => c.Body.ToBytes()).ToArray(),
            changes.Select(c => c.OfState?.Type).ToArray(),
            changes.Select(c => c.OfState?.ToBytes()).ToArray());
        changes.Clear();
        if (written > 0) signal.Wake();
    }
}
