using System.Data.Common;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>Takes what is due, fairly over the endpoints, and stores how it went.</summary>
internal sealed class WebhookClaims : IAsyncDisposable
{
    private const int ResultsAtOnce = 64;

    /// <summary>What an endpoint is left alone for when it throttles without saying how long.</summary>
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a try can take, so that nobody tries beside a process that lives.</summary>
    private static readonly TimeSpan LeaseBeyondTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The endpoints that have something pending are found by hopping over the partial index. Of each the oldest are
    /// taken as far as it has room beside what is under way to it, everywhere; rounds go over the endpoints. So a slow
    /// one costs its own places only. $1 business time, $2 real time, $3 places per endpoint, $4 how many, $5 the
    /// lease.
    /// </summary>
    private const string Take = """
        WITH RECURSIVE endpoint AS (
            (SELECT endpoint_id FROM webhook_deliveries WHERE state = 'Pending' ORDER BY endpoint_id LIMIT 1)
            UNION ALL
            SELECT (SELECT d.endpoint_id FROM webhook_deliveries d
                    WHERE d.state = 'Pending' AND d.endpoint_id > e.endpoint_id
                    ORDER BY d.endpoint_id LIMIT 1)
            FROM endpoint e WHERE e.endpoint_id IS NOT NULL),
        due AS (
            SELECT d.id FROM endpoint e
            JOIN webhook_endpoints w ON w.id = e.endpoint_id
            CROSS JOIN LATERAL (
                SELECT p.id, row_number() OVER (ORDER BY p.next_try_at, p.id) AS round FROM webhook_deliveries p
                WHERE p.endpoint_id = w.id AND p.state = 'Pending' AND p.next_try_at <= $1
                      AND (p.lease_until IS NULL OR p.lease_until < $2)
                ORDER BY p.next_try_at, p.id
                LIMIT greatest(0, $3 - (SELECT count(*) FROM webhook_deliveries l
                                        WHERE l.endpoint_id = w.id AND l.lease_until >= $2))) d
            WHERE w.disabled_at IS NULL AND (w.paused_until IS NULL OR w.paused_until <= $1)
            ORDER BY d.round, d.id LIMIT $4),
        taken AS (
            SELECT id FROM webhook_deliveries
            WHERE id IN (SELECT id FROM due) AND state = 'Pending' AND (lease_until IS NULL OR lease_until < $2)
            ORDER BY id FOR UPDATE SKIP LOCKED)
        UPDATE webhook_deliveries d SET lease_until = $5 FROM taken t, webhook_endpoints w
        WHERE d.id = t.id AND w.id = d.endpoint_id
        RETURNING d.id, d.endpoint_id, w.url, d.body, w.sealed_secret,
                  CASE WHEN w.former_until > $1 THEN w.former_sealed_secret END
        """;

    private const string EndAll = """
        UPDATE webhook_deliveries
        SET state = 'Failed', last_error = $2, next_try_at = NULL, lease_until = NULL, ended_at = $3
        WHERE endpoint_id = $1 AND state = 'Pending' AND NOT id = ANY($4)
        """;

    private readonly Transactions<GatewayDb> transactions;
    private readonly WebhookOptions options;
    private readonly TimeProvider clock;
    private readonly TimeProvider time;
    private readonly Gatherer<EndedTry, bool> results;

    public WebhookClaims(
        Transactions<GatewayDb> transactions, WebhookOptions options, TimeProvider clock,
        [FromKeyedServices("real")] TimeProvider time)
    {
        (this.transactions, this.options, this.clock, this.time) = (transactions, options, clock, time);
        results = new(RecordAll, ResultsAtOnce);
    }

    public Task<List<ClaimedDelivery>> Claim(int atMost, CancellationToken ct) => transactions.Run(
        unit =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return unit.Db.Query(
                Take, Read, ct, clock.GetUtcNow().UtcDateTime, now, options.ParallelPerEndpoint, atMost,
                now + options.Timeout + LeaseBeyondTimeout);
        },
        ct);

    /// <summary>Stores how a try went, together with the others that end at the same time.</summary>
    public Task Record(ClaimedDelivery claim, TryResult result, TimeSpan took) =>
        results.Add(new(claim, result, took), default);

    public ValueTask DisposeAsync() => results.DisposeAsync();

    private Task<IReadOnlyList<bool>> RecordAll(IReadOnlyList<EndedTry> tries, CancellationToken ct) =>
        transactions.RunOnce<IReadOnlyList<bool>>(
            async unit =>
            {
                await unit.Lock(ct, [.. tries.SelectMany(KeysOf)]);
                // One that says "gone" ends the endpoint's other deliveries: those that are tried in here have their say first.
                foreach (var ended in tries.OrderBy(t => t.Result.IsGone)) await Record(unit, ended, ct);
                return [.. tries.Select(_ => true)];
            },
            ct);

    private static IEnumerable<LockKey> KeysOf(EndedTry ended)
    {
        yield return LockKey.Of<WebhookDelivery>(ended.Claim.Id);
        if (ended.Result.IsGone || ended.Result.IsThrottled)
            yield return LockKey.Of<WebhookEndpoint>(ended.Claim.EndpointId);
    }

    private async Task Record(Unit<GatewayDb> unit, EndedTry ended, CancellationToken ct)
    {
        var (claim, result, now) = (ended.Claim, ended.Result, clock.GetUtcNow());
        if (unit.Db.FindLocked<WebhookDelivery>(claim.Id) is not { } delivery) return;       // endpoint deleted
        delivery.Answered(result, now);
        unit.Db.Add(LineOf(delivery, result, ended.Took, now));
        if (!result.IsGone && !result.IsThrottled) return;
        if (unit.Db.FindLocked<WebhookEndpoint>(claim.EndpointId) is not { } endpoint) return;
        if (result.IsThrottled) endpoint.PauseUntil(now + (result.RetryAfter ?? ThrottlePause));
        if (!result.IsGone) return;
        endpoint.Disable(WebhookEndpoint.Gone, now);
        var here = unit.Db.Locked<WebhookDelivery>().Where(d => d.EndpointId == endpoint.Id).ToList();
        foreach (var other in here) other.EndWithItsEndpoint(now);
        await unit.Db.Execute(
            EndAll, ct, endpoint.Id, WebhookDelivery.EndpointDisabled, now.UtcDateTime, here.Select(d => d.Id).ToArray());
    }

    private static WebhookTry LineOf(
        WebhookDelivery delivery, TryResult result, TimeSpan took, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DeliveryId = delivery.Id,
        MerchantId = delivery.MerchantId,
        At = now,
        Status = result.Status,
        Error = result.Error,
        TookMs = (int)took.TotalMilliseconds,
    };

    private static ClaimedDelivery Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), new Uri(row.GetString(2)), row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4), row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5));

    private sealed record EndedTry(ClaimedDelivery Claim, TryResult Result, TimeSpan Took);
}
