using Platform.Operators;
using Platform.Operators.Proposals;

namespace Gateway.Persons;

/// <summary>
/// Something that two persons with the role <c>persons</c> do to a third one, whose name is the subject.
/// </summary>
public abstract class PersonKind<TPayload> : ProposalKind<GatewayDb, TPayload> where TPayload : class
{
    public override string AuthorRole => Person.KeeperRole;

    public override string CheckerRole => Person.KeeperRole;

    /// <summary>What is said against the person as it is.</summary>
    protected static Objection? Against(Person? person) =>
        person is null ? PersonObjections.NotFound : person.DisabledAt is not null ? PersonObjections.Disabled : null;

    /// <summary>A checker's part of a first secret is told once.</summary>
    protected static ProposalOutcome.Done Told(Person person, string checkersPart) =>
        new(new { person = person.Id }) { ToldOnce = new { secretPart = checkersPart } };
}
