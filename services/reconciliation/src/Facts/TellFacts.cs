using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Reconciliation.Breaks;

namespace Reconciliation.Facts;

/// <summary>
/// Tells refund-center what the files say, again and again with growing pauses, until it confirms. A fact that it does
/// not take over is shown to people.
/// </summary>
public sealed class TellFacts(
    Transactions<ReconciliationDb> transactions, ReconciliationOptions options, TimeProvider clock) : IDueWork
{
    private const int FactsPerRound = 200;

    public TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var now = clock.GetUtcNow();
        var facts = await unit.Db.Facts.FromSql($"""
            SELECT * FROM bill_facts WHERE confirmed_at IS NULL AND due_at <= {now}
            ORDER BY due_at LIMIT {FactsPerRound} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var fact in facts)
        {
            unit.Publish(fact.ToMessage());
            fact.Told(now, options.FactPause, options.FactPauseMax);
        }
        await FactBreaks.Open(
            unit.Db, [.. facts.Where(x => x.Repeats > options.FactUnheardAfter).Select(x => x.FactId)], now, ct);
        await FactBreaks.Close(unit.Db, now, ct);
        return facts.Count == FactsPerRound;
    }, ct);
}
