using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>Proposals about a batch: its id is the subject, in the one way that it can be written.</summary>
internal static class BatchSubject
{
    public static async Task<Objection?> Check(
        BatchStore store, RefundCenterDb db, string subject, Func<OpenBatch, Objection?> rule, CancellationToken ct) =>
        Guid.TryParseExact(subject, "D", out var id) && id.ToString("D") == subject
            && await store.Look(db, id, ct) is { } open
            ? rule(open)
            : IntakeAnswer.Refused.NoBatch.ToObjection();
}
