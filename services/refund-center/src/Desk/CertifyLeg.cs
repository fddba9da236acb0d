using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>
/// (c) of architecture §8: two persons certify that nothing reached the payer by this leg and nothing will. The subject is
/// the leg's id. With <c>then</c> they also say by which methods the refund goes on; an empty list ends it as failed.
/// </summary>
internal sealed class CertifyLeg(TimeProvider clock) : ProposalKind<RefundCenterDb, CertifyLegPayload>
{
    public override string Name => "leg.certify_dead";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override async Task<Objection?> Check(
        RefundCenterDb db, string subject, CertifyLegPayload payload, CancellationToken ct) =>
        await LegSubject.Check(db, subject, payload.Leg, ct)
        ?? (payload.Then?.Except(Methods.All).Any() == true ? DeskRefusals.Of(DeskRefusal.UnknownMethod) : null);

    protected override Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<CertifyLegPayload> proposal, CancellationToken ct) =>
        LegSubject.Apply(
            unit, proposal.Subject, proposal.Payload.Leg,
            leg => leg.CertifiedBy(
                new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), proposal.Payload.Finding,
                proposal.Payload.Then, clock.GetUtcNow()),
            ct);
}

/// <param name="Finding">What was found out, and where: it stands in the certificate.</param>
/// <param name="Leg">How the leg stood then.</param>
/// <param name="Then">The methods by which the refund goes on; null leaves it to the rules.</param>
internal sealed record CertifyLegPayload(string Finding, SeenLeg Leg, IReadOnlyList<string>? Then = null);
