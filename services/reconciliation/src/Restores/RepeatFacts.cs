using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Reconciliation.Restores;

/// <summary>
/// Facts made or confirmed since are told at once, so that what answers the restore comes behind them, and are due
/// again: <see cref="Facts.TellFacts"/> tells them until they are confirmed anew.
/// </summary>
internal sealed class RepeatFacts(ReconciliationOptions options, TimeProvider clock) : IRestoreRepeats<ReconciliationDb>
{
    private const int Rows = 1000;

    public string What => "facts";

    /// <summary>Nobody else is told anything by reconciliation.</summary>
    public bool IsFor(string service) => service is "refund-center";

    public async Task<Guid?> Say(Unit<ReconciliationDb> unit, RepeatPage page, CancellationToken ct)
    {
        var last = await unit.Db.Facts.Where(x => x.FactId > page.After).OrderBy(x => x.FactId)
            .Skip(Rows - 1).Select(x => (Guid?)x.FactId).FirstOrDefaultAsync(ct);
        var due = clock.GetUtcNow() + options.FactPause;
        var wanted = await unit.Db.Query(
            """
            UPDATE bill_facts SET confirmed_at = NULL, due_at = $4, repeats = 0 WHERE fact_id IN (
                SELECT fact_id FROM bill_facts
                WHERE fact_id > $1 AND fact_id <= $2 AND (created_at >= $3 OR confirmed_at >= $3)
                ORDER BY fact_id FOR UPDATE)
            RETURNING fact_id
            """,
            row => row.GetGuid(0), ct, page.After, last ?? Guid.AllBitsSet, page.Since.UtcDateTime, due.UtcDateTime);
        var facts = await unit.Db.Facts.AsNoTracking().Where(x => wanted.Contains(x.FactId)).ToListAsync(ct);
        foreach (var fact in facts) unit.Publish(fact.ToMessage());
        return last;
    }
}
