using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using Platform.Time;

namespace Gateway.Persons;

/// <summary>
/// Makes a person. The maker reads the other part of the first secret under
/// <c>/operators/persons/{id}/first-secret</c>.
/// </summary>
public sealed class CreatePerson(FirstSecret firstSecret, TimeProvider clock) : PersonKind<RolesPayload>
{
    public override string Name => "person.create";

    protected override async Task<Objection?> Check(
        GatewayDb db, string subject, RolesPayload payload, CancellationToken ct) =>
        !Person.IsName(subject) ? PersonObjections.NameInvalid
        : !Person.AreRoles(payload.Roles) ? PersonObjections.RolesInvalid
        : await PersonRows.Find(db, subject, ct) is not null ? PersonObjections.Exists : null;

    protected override async Task<ProposalOutcome> Execute(
        Unit<GatewayDb> unit, ApprovedProposal<RolesPayload> proposal, CancellationToken ct)
    {
        var person = new Person
        {
            Id = Ids.New(clock),
            Name = proposal.Subject,
            Roles = proposal.Payload.Roles,
            Secret = "",
            CreatedAt = clock.Now(),
        };
        var part = firstSecret.Give(person, proposal.Made);
        return await PersonRows.Add(unit.Db, person, ct)
            ? Told(person, part)
            : new ProposalOutcome.Refused(PersonObjections.Exists);
    }
}
