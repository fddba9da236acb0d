using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>
/// Works off <see cref="RestoreRequests{TDb}"/>: a page and how far it reached are one transaction. When all of a restore is
/// said, the restored service is told so.
/// </summary>
internal sealed class SayAgain<TDb>(
    Transactions<TDb> transactions, IEnumerable<IRestoreRepeats<TDb>> repeats, PlatformBuilder platform, TimeProvider clock)
    : IDueWork
    where TDb : DbContext
{
    private const string Open = """
        SELECT id, what, service, since, reached_id FROM restore_repeats WHERE done_at IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>In a transaction of its own: what another replica says just now must be committed before.</summary>
    private const string Answer = """
        UPDATE restore_repeats said SET answered_at = $1
        WHERE answered_at IS NULL AND NOT EXISTS (
            SELECT FROM restore_repeats open WHERE open.restore_id = said.restore_id AND open.done_at IS NULL)
        RETURNING restore_id, service
        """;

    /// <summary>An answer that is lost with a purged queue is given again, this long after the first; business time.</summary>
    private static readonly TimeSpan[] AnswerPauses =
        [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(
        async unit =>
        {
            if (await unit.Db.Query(Open, Read, ct) is not [var (id, what, page)])
            {
                await AnswerWhatIsSaid(unit, ct);
                return false;
            }
            // One that a release does not know any more is done with: it must not hold up the others.
            var rows = repeats.SingleOrDefault(r => r.What == what);
            var reached = rows is null ? null : await rows.Say(unit, page, ct);
            if (reached is { } last) await unit.Db.Execute("UPDATE restore_repeats SET reached_id = $2 WHERE id = $1", ct, id, last);
            else await unit.Db.Execute("UPDATE restore_repeats SET done_at = $2 WHERE id = $1", ct, id, clock.GetUtcNow().UtcDateTime);
            return true;
        },
        ct);

    private async Task AnswerWhatIsSaid(Unit<TDb> unit, CancellationToken ct)
    {
        if (platform.RestoreAnswer is not { } answer) return;
        var now = clock.GetUtcNow();
        var said = await unit.Db.Query(Answer, row => (Restore: row.GetGuid(0), Service: row.GetString(1)), ct, now.UtcDateTime);
        foreach (var (restore, service) in said.Distinct())
            foreach (var pause in AnswerPauses)
                unit.Publish(answer(restore, service), pause == TimeSpan.Zero ? null : now + pause);
    }

    private static (Guid Id, string What, RepeatPage Page) Read(DbDataReader row) => (
        row.GetGuid(0), row.GetString(1),
        new(row.GetString(2), new DateTimeOffset(row.GetDateTime(3), TimeSpan.Zero), row.GetGuid(4)));
}
