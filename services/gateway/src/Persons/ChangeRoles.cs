using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>Gives a person other roles; they hold from the next request on.</summary>
public sealed class ChangeRoles : PersonKind<RolesPayload>
{
    public override string Name => "person.roles";

    protected override async Task<Objection?> Check(
        GatewayDb db, string subject, RolesPayload payload, CancellationToken ct) =>
        !Person.AreRoles(payload.Roles)
            ? PersonObjections.RolesInvalid
            : Against(await PersonRows.Find(db, subject, ct));

    protected override async Task<ProposalOutcome> Execute(
        Unit<GatewayDb> unit, ApprovedProposal<RolesPayload> proposal, CancellationToken ct)
    {
        var (person, otherKeepers) = await PersonRows.Lock(unit, proposal.Subject, ct);
        var against = Against(person);
        if (against is null && !proposal.Payload.Roles.Contains(Person.KeeperRole))
            against = PersonRows.LeavesTooFew(person!, otherKeepers);
        if (against is not null) return new ProposalOutcome.Refused(against);
        var former = person!.Roles;
        person.Roles = proposal.Payload.Roles;
        return new ProposalOutcome.Done(new { person = person.Id, former });
    }
}
