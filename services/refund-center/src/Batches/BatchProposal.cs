using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Desk;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// What two persons do to refunds of one batch, whose id is the subject, in the one way that it can be written. The batch is
/// looked at when it is proposed, and again under its lock when it is carried out: on all the lines, or on none.
/// </summary>
internal abstract class BatchProposal<TPayload>(BatchStore store, TimeProvider clock)
    : ProposalKind<RefundCenterDb, TPayload> where TPayload : class
{
    private static readonly Objection NoBatch = IntakeAnswer.Refused.NoBatch.ToObjection();

    public sealed override string AuthorRole => DeskEndpoints.Role;

    public sealed override string CheckerRole => DeskEndpoints.Role;

    /// <summary>What speaks against it as the batch stands; null when nothing does.</summary>
    protected abstract Objection? Against(OpenBatch open, TPayload payload);

    /// <summary>The lines that it is about.</summary>
    protected abstract IReadOnlyList<BatchLine> LinesOf(OpenBatch open, TPayload payload);

    /// <summary>Done to the leg of each of them.</summary>
    protected abstract DeskResult Act(Leg leg, TwoPeople by, DateTimeOffset now);

    /// <summary>What a leg says against it.</summary>
    protected abstract Objection ObjectionOf(DeskRefusal refusal);

    /// <summary>Done to the batch when all of them have it.</summary>
    protected abstract void End(OpenBatch open, DateTimeOffset now);

    protected sealed override async Task<Objection?> Check(
        RefundCenterDb db, string subject, TPayload payload, CancellationToken ct) =>
        Guid.TryParseExact(subject, "D", out var id) && id.ToString("D") == subject
            && await store.Look(db, id, ct) is { } open
            ? Against(open, payload)
            : NoBatch;

    protected sealed override async Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<TPayload> proposal, CancellationToken ct)
    {
        if (await store.Lock(unit, Guid.ParseExact(proposal.Subject, "D"), ct) is not { } open)
            return new ProposalOutcome.Refused(NoBatch);
        if (Against(open, proposal.Payload) is { } objection) return new ProposalOutcome.Refused(objection);
        var (by, now) = (new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), clock.GetUtcNow());
        var lines = LinesOf(open, proposal.Payload);
        foreach (var line in lines)
        {
            var leg = unit.Db.FindLocked<Leg>(line.LegId)!;
            var (outcome, refusal) = Act(leg, by, now);
            if (refusal is { } why) return new ProposalOutcome.Refused(ObjectionOf(why));
            await unit.Db.Record(leg, outcome!, LegClaims.Publish(unit), ct);
        }
        End(open, now);
        return new ProposalOutcome.Done(new { open.Batch.No, Lines = lines.Count });
    }
}
