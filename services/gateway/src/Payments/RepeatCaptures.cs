using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Payments;

/// <summary>Says <c>PaymentCaptured</c> again until clearing has answered.</summary>
public sealed class RepeatCaptures(Transactions<GatewayDb> transactions, TimeProvider clock) : IDueWork
{
    private const int AtOnce = 100;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var now = clock.Now();
        var due = await unit.Db.Set<Payment>().FromSql($"""
            SELECT *, xmin FROM payments WHERE repeat_at <= {now.UtcDateTime}
            ORDER BY repeat_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var payment in due)
        {
            unit.Publish(payment.Captured);
            payment.Repeated(now);
        }
        return due.Count == AtOnce;
    }, ct);
}
