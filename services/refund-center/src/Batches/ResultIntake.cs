using System.Security.Cryptography;
using Channels;
using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// Takes what banks answer to batches: a whole file in one transaction, each file once (S73, S145), or the one result
/// that a person read on the bank's site (S74).
/// </summary>
public sealed class ResultIntake(
    Transactions<RefundCenterDb> transactions, BatchStore store, AuditLog audit, TimeProvider clock)
{
    /// <summary>Says line by line what <see cref="Take"/> would do now; changes nothing.</summary>
    public Task<IntakeAnswer> Preview(Guid batchId, byte[] file, CancellationToken ct) =>
        transactions.Run<IntakeAnswer>(async unit => await store.Look(unit.Db, batchId, ct) is { } open
            ? (await Read(unit.Db, open, file, ct)).Answer
            : IntakeAnswer.Refused.NoBatch, ct);

    /// <summary>Takes a file; with one mistake in it nothing changes, and the same file again changes nothing.</summary>
    /// <param name="batchId">Whose result it is said to be.</param>
    /// <param name="file">As it was received.</param>
    /// <param name="reason">Where it is from, or why it is brought now.</param>
    /// <param name="by">The person who brings it.</param>
    /// <param name="ct">Stops before the commit.</param>
    public Task<IntakeAnswer> Take(
        Guid batchId, byte[] file, string reason, Operator by, CancellationToken ct) =>
        transactions.Run<IntakeAnswer>(async unit =>
        {
            if (await store.Lock(unit, batchId, ct) is not { } open) return IntakeAnswer.Refused.NoBatch;
            var (answer, done) = await Read(unit.Db, open, file, ct);
            if (answer is not IntakeAnswer.Taken { IsRepeat: false } taken) return answer;
            var now = clock.GetUtcNow();
            unit.Db.Add(new BatchResult
            {
                BatchId = batchId, Sha256 = taken.Sha256, File = file, TakenAt = now, TakenBy = by.Name,
            });
            await Store(unit, open, done, by.Name, ct);
            await audit.Append(
                unit.Db, by, new AuditedAction(
                    "batch.answered", open.Batch.No, reason,
                    new { taken.Sha256, Lines = taken.Lines.Count(x => x.IsNew) }),
                ct);
            return taken with { IsApplied = true, State = open.Batch.State };
        }, ct);

    /// <summary>Takes the result of one line; the same again changes nothing.</summary>
    public Task<IntakeAnswer> TakeOne(
        Guid legId, LineResult result, NewProof proof, Operator by, CancellationToken ct) =>
        transactions.Run<IntakeAnswer>(async unit =>
    {
        var batchId = await unit.Db.Set<BatchLine>().AsNoTracking().Where(x => x.LegId == legId)
            .Select(x => x.BatchId).FirstOrDefaultAsync(ct);
        if (await store.Lock(unit, batchId, ct) is not { } open) return IntakeAnswer.Refused.NoLeg;
        if (open.Batch.State is BatchState.Made or BatchState.Downloaded) return IntakeAnswer.Refused.NotHandedOver;
        var template = open.Template;
        if (template.MistakeOf(result) is { } mistake) return IntakeAnswer.Refused.BadResult(mistake);

        var (now, line) = (clock.GetUtcNow(), open.Lines.Single(x => x.LegId == legId));
        var refund = open.AsSent().Lines[line.LineNo - 1].Refund;
        var done = open.Apply(new ReturnedLine(line.LineNo, result, template.Judge(result, refund)), now);
        var isNew = done.Effect.IsNew;
        if (isNew)
        {
            unit.Db.Add(proof.Of(batchId, line.LineNo, by.Name, now));
            await Store(unit, open, [done], by.Name, ct);
            await audit.Append(
                unit.Db, by, new AuditedAction("leg.answered", done.Leg.No, proof.Note, new { result, proof.Sha256 }), ct);
        }
        return new IntakeAnswer.Taken(batchId, open.Batch.State, isNew, !isNew, proof.Sha256, [done.Effect]);
    }, ct);

    private async Task<(IntakeAnswer Answer, List<(LineEffect Effect, Leg Leg, LegOutcome? Outcome)> Done)> Read(
        RefundCenterDb db, OpenBatch open, byte[] file, CancellationToken ct)
    {
        var (batch, hash, now) = (open.Batch, Convert.ToHexStringLower(SHA256.HashData(file)), clock.GetUtcNow());
        if (await db.Set<BatchResult>().AnyAsync(x => x.BatchId == batch.Id && x.Sha256 == hash, ct))
            return (new IntakeAnswer.Taken(batch.Id, batch.State, IsApplied: false, IsRepeat: true, hash, []), []);
        var returned = open.Template.Read(file, open.AsSent());
        if (returned is ReturnedFile.Refused refused) return (new IntakeAnswer.Mistaken(refused.Mistakes), []);
        var done = ((ReturnedFile.Whole)returned).Lines.Select(line => open.Apply(line, now)).ToList();
        return (new IntakeAnswer.Taken(
            batch.Id, batch.State, IsApplied: false, IsRepeat: false, hash, done.ConvertAll(x => x.Effect)), done);
    }

    private async Task Store(
        Unit<RefundCenterDb> unit, OpenBatch open, IReadOnlyList<(LineEffect Effect, Leg Leg, LegOutcome? Outcome)> done,
        string by, CancellationToken ct)
    {
        var (batch, now) = (open.Batch, clock.GetUtcNow());
        foreach (var (effect, leg, outcome) in done)
        {
            if (outcome is null) continue;
            await unit.Db.Execute(
                """
                UPDATE sends SET answered_at = $3, answer = $4, detail = $5
                WHERE leg_id = $1 AND no = $2 AND answered_at IS NULL
                """,
                ct, leg.Id, open.Lines[effect.LineNo - 1].SendNo, now, effect.Answer,
                effect.Result.BankRefundNo ?? effect.Result.FailCode);
            await unit.Db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        }
        // A file that comes back was handed over, whoever forgot to say so.
        if (batch.HandOver(by, "its result came", now, open.AnswerDue(now)))
            foreach (var line in open.Lines)
                await HandOver(unit, line.LegId, now, ct);
        batch.Answer(open.IsWhole, now);
        await unit.Save(ct);
    }

    private static async Task HandOver(Unit<RefundCenterDb> unit, Guid legId, DateTimeOffset now, CancellationToken ct)
    {
        var leg = unit.Db.FindLocked<Leg>(legId)!;
        await unit.Db.Record(leg, leg.HandOver(now), LegClaims.Publish(unit), ct);
    }
}
