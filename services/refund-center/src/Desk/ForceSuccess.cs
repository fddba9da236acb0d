using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>Two persons have found out that the payer has the money by this leg (S30, S41). The subject is the leg's id.</summary>
internal sealed class ForceSuccess(TimeProvider clock) : ProposalKind<RefundCenterDb, ForceSuccessPayload>
{
    public override string Name => "leg.force_success";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override Task<Objection?> Check(
        RefundCenterDb db, string subject, ForceSuccessPayload payload, CancellationToken ct) =>
        LegSubject.Check(
            db, subject, payload.Leg, leg => leg.SucceededBy(LegSubject.Tried, clock.GetUtcNow()), ct);

    protected override Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<ForceSuccessPayload> proposal, CancellationToken ct) =>
        LegSubject.Apply(
            unit, proposal.Subject, proposal.Payload.Leg,
            leg => leg.SucceededBy(
                new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), clock.GetUtcNow()),
            ct);
}

/// <param name="Proof">What shows it: a receipt's number, a bank's letter.</param>
/// <param name="Leg">How the leg stood then.</param>
internal sealed record ForceSuccessPayload(string Proof, SeenLeg Leg);
