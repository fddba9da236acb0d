using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>
/// Tells a leg's execution again what it has not heard; its row says what it did. Most facts are heard long before their
/// time comes; those are struck out in one statement.
/// </summary>
internal sealed class RepeatLegFacts(
    Transactions<RefundCenterDb> transactions, RefundCenterOptions options, TimeProvider clock) : IDueWork
{
    private const int Page = 500;

    private const string Strike = """
        UPDATE legs SET repeat_at = NULL, repeats = 0 WHERE id IN (
            SELECT l.id FROM legs l JOIN executions e ON e.correlation_id = l.refund_id
            WHERE l.repeat_at <= $1 AND e.heard[l.ordinal] >= l.version
            ORDER BY l.id LIMIT $2 FOR UPDATE OF l SKIP LOCKED)
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(unit => Repeat(unit, ct), ct);

    private async Task<bool> Repeat(Unit<RefundCenterDb> unit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var struck = await unit.Db.Execute(Strike, ct, now, Page);
        var unheard = await unit.Db.Legs
            .FromSql($"SELECT * FROM legs WHERE repeat_at <= {now} ORDER BY repeat_at LIMIT 100 FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        foreach (var leg in unheard)
        {
            unit.Publish(unit.Db.Moved(leg));
            leg.RepeatLater(now + options.RepeatAfter(leg.Repeats));
        }
        return struck == Page || unheard.Count == 100;
    }
}
