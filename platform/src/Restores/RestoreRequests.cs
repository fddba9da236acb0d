using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>What is still to be said again to restored services: rows, so that no purged queue loses a page.</summary>
public sealed class RestoreRequests<TDb>(IEnumerable<IRestoreRepeats<TDb>> repeats) where TDb : DbContext
{
    /// <summary>How far the clocks of two machines and a message's way may be apart.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Notes, in the transaction in which the announcement is heard, that all which changed since then less five minutes is
    /// to be said again. The announcement comes several times under one message id: the inbox knows it.
    /// </summary>
    public async Task Note(TDb db, string service, DateTimeOffset restoredTo, CancellationToken ct)
    {
        foreach (var rows in repeats.Where(r => r.IsFor(service)))
            await db.Execute(
                "INSERT INTO restore_repeats (id, service, what, since, reached_id) VALUES ($1, $2, $3, $4, $5)",
                ct, Guid.CreateVersion7(), service, rows.What, (restoredTo - Margin).UtcDateTime, Guid.Empty);
    }
}
