using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>What is still to be said again to restored services: rows, so that no purged queue loses a page.</summary>
public sealed class RestoreRequests<TDb>(IEnumerable<IRestoreRepeats<TDb>> repeats) where TDb : DbContext
{
    /// <summary>How far the clocks of two machines and a message's way may be apart.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Notes, in the transaction in which the announcement is heard, that all which changed since then less five minutes is
    /// to be said again, once for each restore however often it is announced.
    /// </summary>
    public async Task Note(TDb db, Guid restoreId, string service, DateTimeOffset restoredTo, CancellationToken ct)
    {
        foreach (var rows in repeats.Where(r => r.IsFor(service)))
            await db.Execute(
                """
                INSERT INTO restore_repeats (id, restore_id, service, what, since, reached_id) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (restore_id, what) DO NOTHING
                """,
                ct, Guid.CreateVersion7(), restoreId, service, rows.What, (restoredTo - Margin).UtcDateTime, Guid.Empty);
    }
}
