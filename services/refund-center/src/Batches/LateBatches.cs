using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>The bank's working days are over: what it has not answered becomes people's work again (S109).</summary>
internal sealed class LateBatches(Transactions<RefundCenterDb> transactions, TimeProvider clock) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(unit => Hand(unit, ct), ct);

    private async Task<bool> Hand(Unit<RefundCenterDb> unit, CancellationToken ct)
    {
        var (db, now) = (unit.Db, clock.GetUtcNow());
        var late = await db.Set<Batch>().AsNoTracking().Where(x => x.AnswerDueAt <= now)
            .OrderBy(x => x.AnswerDueAt).Select(x => (Guid?)x.Id).FirstOrDefaultAsync(ct);
        if (late is not { } id) return false;
        var lines = await db.Set<BatchLine>().AsNoTracking().Where(x => x.BatchId == id).ToListAsync(ct);
        await unit.Lock(ct, [LockKey.Of<Batch>(id), .. lines.Select(x => LockKey.Of<Leg>(x.LegId))]);
        var batch = db.FindLocked<Batch>(id)!;
        if (!(batch.AnswerDueAt <= now)) return true;
        batch.Late();
        foreach (var line in lines)
        {
            var leg = db.FindLocked<Leg>(line.LegId)!;
            await db.Record(leg, leg.ResultIsLate(now), LegClaims.Publish(unit), ct);
        }
        return true;
    }
}
