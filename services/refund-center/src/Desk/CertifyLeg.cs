using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Desk;

/// <summary>
/// (c) of architecture §8: two persons certify that nothing reached the payer by this leg and nothing will; also that one
/// on which the channel worked again after its death is dead after all. The subject is the leg's id. With <c>then</c> they
/// say by which methods the refund goes on; an empty list ends it as failed.
/// </summary>
internal sealed class CertifyLeg(RulebookShelf shelf, TimeProvider clock) : ProposalKind<RefundCenterDb, CertifyLegPayload>
{
    public override string Name => "leg.certify_dead";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override Task<Objection?> Check(
        RefundCenterDb db, string subject, CertifyLegPayload payload, CancellationToken ct) =>
        LegSubject.Check(
            db, subject, payload.Leg, leg => Certify(leg, LegSubject.Tried, payload), ct);

    protected override Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<CertifyLegPayload> proposal, CancellationToken ct) =>
        LegSubject.Apply(
            unit, proposal.Subject, proposal.Payload.Leg,
            leg => Certify(
                leg, new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), proposal.Payload),
            ct);

    private DeskResult Certify(Leg leg, TwoPeople by, CertifyLegPayload payload) => leg.CertifiedBy(
        by, payload.Finding, payload.Then, clock.GetUtcNow(), shelf.RulesOf(leg));
}

/// <param name="Finding">What was found out, and where: it stands in the certificate.</param>
/// <param name="Leg">How the leg stood then.</param>
/// <param name="Then">The methods by which the refund goes on; null leaves it to the rules.</param>
internal sealed record CertifyLegPayload(string Finding, SeenLeg Leg, IReadOnlyList<string>? Then = null);
