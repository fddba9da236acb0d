using Platform.Persistence;
using Platform.Restores;
using RefundCenter.Executions;

namespace RefundCenter.Restores;

/// <summary>
/// Executions are told by their sagas: the last command and fact of each; and reconciliation hears again what it may
/// have forgotten of the legs.
/// </summary>
internal sealed class RepeatExecutions(TimeProvider clock) : IRestoreRepeats<RefundCenterDb>
{
    private const int Rows = 1000;

    public string What => "executions";

    public bool IsFor(string service) => service != RefundCenterParts.Name;

    public async Task<Guid?> Say(Unit<RefundCenterDb> unit, RepeatPage page, CancellationToken ct)
    {
        var (executions, last) = await page.Read<ExecutionState>(unit.Db, Rows, ct);
        foreach (var execution in executions) unit.Publish(new RepeatLast(execution.CorrelationId));
        if (page.Service == "reconciliation") await ForgetConfirmations(unit.Db, page, last, ct);
        return last;
    }

    /// <summary>
    /// Reconciliation is told of these legs again by <see cref="Reports.ReportLegs"/>. By their own time: a leg that a
    /// channel accepted changed nothing of its execution.
    /// </summary>
    private Task ForgetConfirmations(RefundCenterDb db, RepeatPage page, Guid? last, CancellationToken ct) => db.Execute(
        """
        UPDATE legs SET report_confirmed = 0, report_at = $4 WHERE id IN (
            SELECT id FROM legs WHERE refund_id > $1 AND refund_id <= $2 AND updated_at >= $3 AND report_version > 0
            ORDER BY id FOR UPDATE)
        """, ct, page.After, last ?? Guid.AllBitsSet, page.Since.UtcDateTime, clock.GetUtcNow().UtcDateTime);
}
