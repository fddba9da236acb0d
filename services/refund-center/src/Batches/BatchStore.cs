using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Batches;

/// <summary>Brings batches with their lines and legs.</summary>
public sealed class BatchStore(RulebookShelf shelf, TemplateDirectory templates, FileDays days)
{
    internal RulebookShelf Shelf => shelf;

    internal TemplateDirectory Templates => templates;

    internal FileDays Days => days;

    /// <summary>To look at: what is done to it is forgotten. Null when there is none.</summary>
    internal async Task<OpenBatch?> Look(RefundCenterDb db, Guid id, CancellationToken ct)
    {
        if (await db.Set<Batch>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is not { } batch) return null;
        var lines = await Lines(db, id, ct);
        var ids = lines.ConvertAll(line => line.LegId);
        var legs = await db.Legs.AsNoTracking().Where(leg => ids.Contains(leg.Id)).ToDictionaryAsync(leg => leg.Id, ct);
        return new OpenBatch(batch, lines, leg => legs[leg], this);
    }

    /// <summary>Under the locks of the batch, its lines and its legs. Null when there is none.</summary>
    internal async Task<OpenBatch?> Lock(Unit<RefundCenterDb> unit, Guid id, CancellationToken ct)
    {
        var legs = await unit.Db.Set<BatchLine>().AsNoTracking()
            .Where(line => line.BatchId == id).Select(line => line.LegId).ToListAsync(ct);
        await unit.Lock(
            ct, [
                LockKey.Of<Batch>(id), LockKey.Where<BatchLine>(x => x.BatchId, id),
                .. legs.Select(leg => LockKey.Of<Leg>(leg)),
            ]);
        return unit.Db.FindLocked<Batch>(id) is { } batch
            ? new OpenBatch(
                batch, [.. unit.Db.Locked<BatchLine>().OrderBy(line => line.LineNo)],
                leg => unit.Db.FindLocked<Leg>(leg)!, this)
            : null;
    }

    private static Task<List<BatchLine>> Lines(RefundCenterDb db, Guid id, CancellationToken ct) =>
        db.Set<BatchLine>().AsNoTracking().Where(x => x.BatchId == id).OrderBy(x => x.LineNo).ToListAsync(ct);
}
