namespace Platform.Operators;

/// <summary>Who did something: a person, or without an id a holder of a key or the platform itself.</summary>
public sealed record Actor(Guid? PersonId, string Name)
{
    public static implicit operator Actor(Operator person) => new(person.Id, person.Name);
}
