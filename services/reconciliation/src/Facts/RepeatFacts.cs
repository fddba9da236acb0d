using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Reconciliation.Facts;

/// <summary>Makes facts due again for a receiver that was restored from a copy, a page at a time.</summary>
public sealed class RepeatFacts(Transactions<ReconciliationDb> transactions, TimeProvider clock) : IDueWork
{
    private const int FactsPerRound = 1_000;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var repeat = await unit.Db.FactRepeats
            .FromSql($"SELECT * FROM fact_repeats WHERE done_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
            .SingleOrDefaultAsync(ct);
        if (repeat is null) return false;

        var now = clock.GetUtcNow();
        var page = await unit.Db.Query("""
            WITH page AS (SELECT fact_id FROM bill_facts
                          WHERE fact_id > $1 AND (created_at >= $2 OR confirmed_at >= $2)
                          ORDER BY fact_id LIMIT $4 FOR UPDATE)
            UPDATE bill_facts f SET confirmed_at = NULL, due_at = $3, repeats = 0
            FROM page WHERE f.fact_id = page.fact_id
            RETURNING f.fact_id
            """, r => r.GetGuid(0), ct, repeat.After, repeat.Since, now, FactsPerRound);
        if (page.Count > 0) repeat.DoneUpTo(await unit.Db.Facts.AsNoTracking()
            .Where(x => page.Contains(x.FactId)).OrderByDescending(x => x.FactId).Select(x => x.FactId).FirstAsync(ct));
        if (page.Count < FactsPerRound) repeat.Done(now);
        return true;
    }, ct);
}
