using Contracts.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Reports;

/// <summary>
/// Tells reconciliation of legs that changed, a page in one message, and again until it confirms: as long again as it
/// has not, within bounds. What changes twice within <see cref="Leg.ReportPause"/> is told once.
/// </summary>
internal sealed class ReportLegs(Transactions<RefundCenterDb> transactions, TimeProvider clock) : IDueWork
{
    private const int Page = 200;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var now = clock.GetUtcNow();
        var legs = await unit.Db.Legs.FromSql($"""
            WITH due AS (
                SELECT id FROM legs WHERE report_at <= {now} ORDER BY report_at LIMIT {Page} FOR UPDATE SKIP LOCKED)
            UPDATE legs l SET report_at = {now} + least({LongestPause}, greatest({ShortestPause}, {now} - l.updated_at))
            FROM due d WHERE l.id = d.id RETURNING l.*, l.xmin
            """).AsNoTracking().ToListAsync(ct);
        // By channel: one whose rulebook the other side lacks does not take the others' legs to the dead letters.
        foreach (var channel in legs.GroupBy(l => l.Channel))
            unit.Publish(new LegsChanged([.. channel.Select(Report)]));
        return legs.Count == Page;
    }, ct);

    private static LegChanged Report(Leg leg) => new(
        leg.RefundId, leg.Ordinal, leg.ReportVersion, leg.Channel, leg.ChannelMerchant, leg.No, leg.ChannelNo,
        leg.ChannelPaymentNo, leg.Amount, leg.ReportState ?? "sent", leg.SentAt);
}
