using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Reconciliation.Facts;

/// <summary>Tells refund-center what the files say, again and again with growing pauses, until it confirms.</summary>
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
        return facts.Count == FactsPerRound;
    }, ct);
}
