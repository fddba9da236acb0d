using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>
/// Collects the changes of one transaction and writes a delivery for each endpoint that wants them, in one statement of
/// the same transaction: no change is committed without its deliveries, and an endpoint that was made a moment ago is
/// found.
/// </summary>
internal sealed class WebhookQueue(WorkSignal<SendWebhooks> signal) : IWebhookQueue, IBeforeSave
{
    private const string Insert = """
        INSERT INTO webhook_deliveries
            (id, endpoint_id, merchant_id, refund_id, sequence, type, body, state, tries, next_try_at, created_at)
        SELECT uuid_v7(), w.id, w.merchant_id, e.refund_id, e.sequence, e.type, e.body, 'Pending', 0, e.at, e.at
        FROM unnest($1, $2, $3, $4, $5, $6) AS e (merchant_id, refund_id, sequence, type, body, at)
        JOIN webhook_endpoints w ON w.merchant_id = e.merchant_id
        WHERE w.disabled_at IS NULL AND (w.event_types IS NULL OR e.type = ANY (w.event_types))
        ON CONFLICT (endpoint_id, refund_id, sequence) DO NOTHING
        """;

    private readonly List<(Guid MerchantId, WebhookBody Body)> changes = [];

    public void Add(DbContext db, Refund refund) => changes.Add((refund.MerchantId, WebhookBody.Of(refund)));

    public async Task BeforeSaveAsync(DbContext db, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        var written = await db.Execute(
            Insert, ct,
            changes.Select(c => c.MerchantId).ToArray(),
            changes.Select(c => c.Body.Data.RefundId).ToArray(),
            changes.Select(c => c.Body.Data.Sequence).ToArray(),
            changes.Select(c => c.Body.Type).ToArray(),
            changes.Select(c => c.Body.ToBytes()).ToArray(),
            changes.Select(c => c.Body.Timestamp.UtcDateTime).ToArray());
        changes.Clear();
        if (written > 0) signal.Wake();
    }
}
