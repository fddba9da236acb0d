using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Executions;

namespace RefundCenter.Restores;

/// <summary>
/// Says everything again that changed since a service's copy was taken: its last command and fact for each execution,
/// and for reconciliation what it may have forgotten of the legs.
/// </summary>
internal sealed class RepeatForOthers(Transactions<RefundCenterDb> transactions, TimeProvider clock) : IDueWork
{
    private const int Page = 200;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var request = await unit.Db.RepeatRequests
            .FromSql($"SELECT * FROM repeat_requests WHERE done_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
            .SingleOrDefaultAsync(ct);
        if (request is null) return false;

        var page = await unit.Db.Query(
            """
            SELECT correlation_id FROM executions WHERE correlation_id > $1 AND updated_at > $2 AND updated_at <= $3
            ORDER BY correlation_id LIMIT $4
            """,
            r => r.GetGuid(0), ct, request.ReachedId, request.Since, request.Until, Page);
        foreach (var id in page) unit.Publish(new RepeatLast(id));
        if (request.Service == "reconciliation") await ForgetConfirmations(unit.Db, [.. page], ct);

        if (page.Count < Page) request.DoneAt = clock.GetUtcNow();
        else request.ReachedId = page[^1];
        return page.Count == Page;
    }, ct);

    /// <summary>Reconciliation is told of these legs again by <see cref="Reports.ReportLegs"/>.</summary>
    private Task ForgetConfirmations(RefundCenterDb db, Guid[] refunds, CancellationToken ct) => db.Execute(
        """
        UPDATE legs SET report_confirmed = 0, report_at = $2 WHERE id IN (
            SELECT id FROM legs WHERE refund_id = ANY($1) AND report_version > 0 ORDER BY id FOR UPDATE)
        """, ct, refunds, clock.GetUtcNow());
}
