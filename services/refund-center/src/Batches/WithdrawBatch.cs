using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Desk;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// Two persons have seen that nobody has handed this batch over and nobody will: its refunds go into a further one, or
/// another way, under other numbers. The subject is the batch's id.
/// </summary>
internal sealed class WithdrawBatch(BatchStore store, TimeProvider clock)
    : ProposalKind<RefundCenterDb, WithdrawBatchPayload>
{
    private static readonly Objection HandedOver = new(
        "batch_handed_over", 409, "The bank has it, or has spoken of one of its refunds: only its answers end them.");

    private static readonly Objection Changed = new(
        "batch_changed", 409, "It is not as it was when it was looked at: somebody may have fetched it. Look again.");

    public override string Name => "batch.withdraw";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override Task<Objection?> Check(
        RefundCenterDb db, string subject, WithdrawBatchPayload payload, CancellationToken ct) =>
        BatchSubject.Check(store, db, subject, open => Against(open, payload), ct);

    protected override async Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<WithdrawBatchPayload> proposal, CancellationToken ct)
    {
        if (await store.Lock(unit, Guid.ParseExact(proposal.Subject, "D"), ct) is not { } open)
            return new ProposalOutcome.Refused(IntakeAnswer.Refused.NoBatch.ToObjection());
        if (Against(open, proposal.Payload) is { } objection) return new ProposalOutcome.Refused(objection);
        var (by, now) = (new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), clock.GetUtcNow());
        foreach (var line in open.Lines)
        {
            var leg = unit.Db.FindLocked<Leg>(line.LegId)!;
            // one that has ended or that the bank has spoken of: the file is there
            if (leg.WithdrawnBy(by, now).Outcome is not { } outcome) return new ProposalOutcome.Refused(HandedOver);
            await unit.Db.Record(leg, outcome, LegClaims.Publish(unit), ct);
        }
        open.Batch.Withdraw(now);
        return new ProposalOutcome.Done(new { open.Batch.No, Lines = open.Lines.Count });
    }

    private static Objection? Against(OpenBatch open, WithdrawBatchPayload payload) => open.Batch.State switch
    {
        BatchState.HandedOver or BatchState.Answered => HandedOver,
        BatchState.Withdrawn => IntakeAnswer.Refused.Withdrawn.ToObjection(),
        var state => state == payload.State ? null : Changed,
    };
}

/// <param name="Finding">Where the file is, and why it goes nowhere.</param>
/// <param name="State">As the batch stood then: <c>made</c> or <c>downloaded</c>.</param>
internal sealed record WithdrawBatchPayload(string Finding, BatchState State);
