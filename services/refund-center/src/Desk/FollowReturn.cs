using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using RefundCenter.Legs;
using RefundCenter.Rulebooks;

namespace RefundCenter.Desk;

/// <summary>
/// The payer's bank sent the money back after success, and our own account has it (M10): two persons say by which methods
/// the refund goes on, or, with none, that it ends so because the merchant has paid otherwise (S162). The subject is the
/// leg's id.
/// </summary>
internal sealed class FollowReturn(RulebookShelf shelf, TimeProvider clock)
    : ProposalKind<RefundCenterDb, FollowReturnPayload>
{
    public override string Name => "leg.follow_return";

    public override string AuthorRole => DeskEndpoints.Role;

    public override string CheckerRole => DeskEndpoints.Role;

    protected override Task<Objection?> Check(
        RefundCenterDb db, string subject, FollowReturnPayload payload, CancellationToken ct) =>
        LegSubject.Check(db, subject, payload.Leg, leg => Follow(leg, LegSubject.Tried, payload), ct);

    protected override Task<ProposalOutcome> Execute(
        Unit<RefundCenterDb> unit, ApprovedProposal<FollowReturnPayload> proposal, CancellationToken ct) =>
        LegSubject.Apply(
            unit, proposal.Subject, proposal.Payload.Leg,
            leg => Follow(leg, new TwoPeople(proposal.Made.PersonName, proposal.Approved.PersonName), proposal.Payload),
            ct);

    private DeskResult Follow(Leg leg, TwoPeople by, FollowReturnPayload payload) => leg.FollowedBy(
        by, payload.Then, clock.GetUtcNow(), shelf.RulesOf(leg));
}

/// <param name="Then">The methods by which the refund goes on; none leaves it returned.</param>
/// <param name="Leg">How the leg stood then.</param>
internal sealed record FollowReturnPayload(IReadOnlyList<string> Then, SeenLeg Leg);
