using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Says a merchant's wish to cancel to the saga again until that has it: the wish is a column, so a purged queue loses
/// nothing.
/// </summary>
public sealed class RepeatCancels(Transactions<GatewayDb> transactions, TimeProvider clock) : IDueWork
{
    private const int AtOnce = 100;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var now = clock.Now();
        var due = await unit.Db.Set<Refund>().FromSql($"""
            SELECT *, xmin FROM refunds WHERE cancel_repeat_at <= {now.UtcDateTime}
            ORDER BY cancel_repeat_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var refund in due)
        {
            unit.Publish(new RefundCancelAsked(refund.Id, refund.Attempt));
            refund.CancelRepeated(now);
        }
        return due.Count == AtOnce;
    }, ct);
}
