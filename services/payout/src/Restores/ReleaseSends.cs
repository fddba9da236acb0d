using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Payout.Restores;

/// <summary>
/// Ends the hold after a restore: every open transfer was asked for and answered, the notifications were read to their
/// end, and the others had time to tell again what they ordered.
/// </summary>
internal sealed class ReleaseSends(
    Transactions<PayoutDb> transactions, SendGate gate, PayoutOptions options, TimeProvider clock) : IDueWork
{
    public TimeSpan Interval => options.LookEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (await gate.ClosedSince(ct) is null) return false;
        await transactions.Run(async unit =>
        {
            var now = clock.GetUtcNow();
            var hold = await unit.Db.SendHolds.FromSql($"SELECT * FROM send_holds WHERE released_at IS NULL FOR UPDATE")
                .SingleOrDefaultAsync(ct);
            if (hold is null || now - hold.OpenedAt < options.RestoreWait) return;
            if (await IsRead(unit.Db, hold, ct) && !await IsUnasked(unit.Db, hold, ct)) hold.ReleasedAt = now;
        }, ct);
        return false;
    }

    private static Task<bool> IsRead(PayoutDb db, SendHold hold, CancellationToken ct) =>
        db.ReportCursors.AnyAsync(x => x.ReadToEndAt > hold.OpenedAt, ct);

    private static Task<bool> IsUnasked(PayoutDb db, SendHold hold, CancellationToken ct) => db.Transfers.AnyAsync(
        x => x.Phase == Transfers.TransferPhase.AtBank && (x.AskedAt == null || x.AskedAt < hold.OpenedAt), ct);
}
