using Platform.Operators;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>What people do with a batch before the bank answers: fetch it, carry it there, say so.</summary>
public sealed class BatchDesk(
    Transactions<RefundCenterDb> transactions, BatchStore store, AuditLog audit, TimeProvider clock)
{
    /// <summary>The batch, noted as fetched by this person; or why not.</summary>
    public Task<(Batch? Batch, IntakeAnswer.Refused? Why)> Fetch(
        Guid id, string reason, Operator by, CancellationToken ct) =>
        transactions.Run<(Batch?, IntakeAnswer.Refused?)>(async unit =>
        {
            await unit.Lock(ct, LockKey.Of<Batch>(id));
            if (unit.Db.FindLocked<Batch>(id) is not { } batch) return (null, IntakeAnswer.Refused.NoBatch);
            if (batch.State is BatchState.Withdrawn) return (null, IntakeAnswer.Refused.Withdrawn);
            batch.Download(by.Name, clock.GetUtcNow());
            await unit.Save(ct);
            await audit.Append(unit.Db, by, new AuditedAction("batch.downloaded", batch.No, reason), ct);
            return (batch, null);
        }, ct);

    /// <summary>The bank has it, says this person; said again nothing changes.</summary>
    public Task<IntakeAnswer> HandOver(Guid id, string note, NewProof? proof, Operator by, CancellationToken ct) =>
        transactions.Run<IntakeAnswer>(async unit =>
        {
            if (await store.Lock(unit, id, ct) is not { } open) return IntakeAnswer.Refused.NoBatch;
            var (batch, now) = (open.Batch, clock.GetUtcNow());
            if (batch.State is BatchState.Made) return IntakeAnswer.Refused.NotDownloaded;
            if (batch.State is BatchState.Withdrawn) return IntakeAnswer.Refused.Withdrawn;
            var isNew = batch.HandOver(by.Name, note, now, open.AnswerDue(now));
            if (isNew && proof is not null) unit.Db.Add(proof.Of(id, lineNo: null, by.Name, now));
            var answer = new IntakeAnswer.Taken(id, batch.State, isNew, !isNew, batch.WorkbookSha256, []);
            if (!isNew) return answer;
            foreach (var line in open.Lines)
            {
                var leg = unit.Db.FindLocked<Leg>(line.LegId)!;
                await unit.Db.Record(leg, leg.HandOver(now), LegClaims.Publish(unit), ct);
            }
            await unit.Save(ct);
            await audit.Append(
                unit.Db, by, new AuditedAction(
                    "batch.handed_over", batch.No, note, new { batch.WorkbookSha256, Proof = proof?.Sha256 }), ct);
            return answer;
        }, ct);

    /// <summary>The lines of a batch as they were handed over, to be printed. Null when there is none.</summary>
    internal Task<OpenBatch?> Look(Guid id, CancellationToken ct) =>
        transactions.Run(unit => store.Look(unit.Db, id, ct), ct);
}
