using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;

namespace Gateway.Persons;

/// <summary>Gives a person a first secret again, in two parts; ends lock and sessions.</summary>
public sealed class ResetSecret(FirstSecret firstSecret) : PersonKind<NoPayload>
{
    public override string Name => "person.reset-secret";

    protected override async Task<Objection?> Check(
        GatewayDb db, string subject, NoPayload payload, CancellationToken ct) =>
        Against(await PersonRows.Find(db, subject, ct));

    protected override async Task<ProposalOutcome> Execute(
        Unit<GatewayDb> unit, ApprovedProposal<NoPayload> proposal, CancellationToken ct)
    {
        var (person, _) = await PersonRows.Lock(unit, proposal.Subject, ct);
        if (Against(person) is { } against) return new ProposalOutcome.Refused(against);
        var part = firstSecret.Give(person!, proposal.Made);
        await PersonSessions.End(unit.Db, person!.Id, but: null, ct);
        return Told(person, part);
    }
}
