using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>Works off <see cref="RestoreRequests{TDb}"/>: a page and how far it reached are one transaction.</summary>
internal sealed class SayAgain<TDb>(
    Transactions<TDb> transactions, IEnumerable<IRestoreRepeats<TDb>> repeats, TimeProvider clock) : IDueWork
    where TDb : DbContext
{
    private const string Open = """
        SELECT id, what, service, since, reached_id FROM restore_repeats WHERE done_at IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(
        async unit =>
        {
            if (await unit.Db.Query(Open, Read, ct) is not [var (id, what, page)]) return false;
            // One that a release does not know any more is done with: it must not hold up the others.
            var rows = repeats.SingleOrDefault(r => r.What == what);
            var reached = rows is null ? null : await rows.Say(unit, page, ct);
            if (reached is { } last) await unit.Db.Execute("UPDATE restore_repeats SET reached_id = $2 WHERE id = $1", ct, id, last);
            else await unit.Db.Execute("UPDATE restore_repeats SET done_at = $2 WHERE id = $1", ct, id, clock.GetUtcNow().UtcDateTime);
            return true;
        },
        ct);

    private static (Guid Id, string What, RepeatPage Page) Read(DbDataReader row) => (
        row.GetGuid(0), row.GetString(1),
        new(row.GetString(2), new DateTimeOffset(row.GetDateTime(3), TimeSpan.Zero), row.GetGuid(4)));
}
