using Microsoft.EntityFrameworkCore;
using Platform.Hosting;
using Platform.Persistence;
using Platform.Time;

namespace Payout.Restores;

/// <summary>
/// Closed after a restore. The hold is a row, so that a restart without <c>--restored</c> does not open it.
/// </summary>
internal sealed class SendGate(Transactions<PayoutDb> transactions, RestoreRequest restore, TimeProvider clock)
{
    private volatile bool isNoted;

    /// <summary>
    /// Since when nothing may be sent; null when all may. Notes the restore first, so that no worker is faster than the
    /// hold.
    /// </summary>
    public async Task<DateTimeOffset?> ClosedSince(CancellationToken ct)
    {
        if (restore.Time is { } copied && !isNoted) await Note(copied, ct);
        return await transactions.Run(
            unit => unit.Db.SendHolds.Where(x => x.ReleasedAt == null)
                .Select(x => (DateTimeOffset?)x.OpenedAt).SingleOrDefaultAsync(ct), ct);
    }

    private async Task Note(DateTimeOffset copied, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await transactions.Run(async unit =>
        {
            await unit.Db.Execute(
                "INSERT INTO send_holds (id, copied_at, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                ct, Ids.New(clock), copied, now);
            await unit.Db.Execute(
                "UPDATE transfers SET due_at = $1 WHERE phase IN ('ToSend', 'AtBank')", ct, now);
        }, ct);
        isNoted = true;
    }
}
