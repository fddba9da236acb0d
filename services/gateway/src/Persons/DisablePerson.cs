using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>Ends a person for ever, with all sessions.</summary>
public sealed class DisablePerson(TimeProvider clock) : PersonKind<NoPayload>
{
    public override string Name => "person.disable";

    protected override async Task<Objection?> Check(
        GatewayDb db, string subject, NoPayload payload, CancellationToken ct) =>
        Against(await PersonRows.Find(db, subject, ct));

    protected override async Task<ProposalOutcome> Execute(
        Unit<GatewayDb> unit, ApprovedProposal<NoPayload> proposal, CancellationToken ct)
    {
        var (person, otherKeepers) = await PersonRows.Lock(unit, proposal.Subject, ct);
        if ((Against(person) ?? PersonRows.LeavesTooFew(person!, otherKeepers)) is { } against)
            return new ProposalOutcome.Refused(against);
        (person!.DisabledAt, person.MakerPart) = (clock.Now(), null);
        await PersonSessions.End(unit.Db, person.Id, but: null, ct);
        return new ProposalOutcome.Done(new { person = person.Id });
    }
}
