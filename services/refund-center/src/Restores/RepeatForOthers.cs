using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;
using RefundCenter.Executions;

namespace RefundCenter.Restores;

/// <summary>
/// Says everything again that changed since a service's copy was taken: its last command and fact for each execution,
/// and for reconciliation what it may have forgotten of the legs.
/// </summary>
internal sealed class RepeatForOthers(Transactions<RefundCenterDb> transactions, TimeProvider clock) : IDueWork
{
    private const int Rows = 1000;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var request = await unit.Db.RepeatRequests
            .FromSql($"SELECT * FROM repeat_requests WHERE done_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
            .SingleOrDefaultAsync(ct);
        if (request is null) return false;

        var executions = unit.Db.Executions.AsNoTracking().Where(x => x.CorrelationId > request.ReachedId);
        var last = await RepeatPage.EndOf(executions.Select(x => x.CorrelationId), Rows, ct);
        var changed = await executions
            .Where(x => x.UpdatedAt >= request.Since && (last == null || x.CorrelationId <= last))
            .Select(x => x.CorrelationId).ToListAsync(ct);
        foreach (var id in changed) unit.Publish(new RepeatLast(id));
        if (request.Service == "reconciliation") await ForgetConfirmations(unit.Db, request, last, ct);

        if (last is { } reached) request.ReachedId = reached;
        else request.DoneAt = clock.GetUtcNow();
        return last is not null;
    }, ct);

    /// <summary>
    /// Reconciliation is told of these legs again by <see cref="Reports.ReportLegs"/>. By their own time: a leg that a
    /// channel accepted changed nothing of its execution.
    /// </summary>
    private Task ForgetConfirmations(RefundCenterDb db, RepeatRequest request, Guid? last, CancellationToken ct) => db.Execute(
        """
        UPDATE legs SET report_confirmed = 0, report_at = $4 WHERE id IN (
            SELECT id FROM legs WHERE refund_id > $1 AND refund_id <= $2 AND updated_at >= $3 AND report_version > 0
            ORDER BY id FOR UPDATE)
        """, ct, request.ReachedId, last ?? Guid.AllBitsSet, request.Since, clock.GetUtcNow());
}
