using System.Text;
using Gateway.Merchants;
using Platform.Operators.Proposals;

namespace Gateway.Persons;

/// <summary>
/// A first secret in two parts, so that neither of the two persons who make or reset a person can sign in as that
/// person: one is told to the checker with the approval, the other one once to the maker. It opens nothing but its own
/// replacement.
/// </summary>
public sealed class FirstSecret(
    SecretBox box, PersonOptions options, [FromKeyedServices("real")] TimeProvider time)
{
    /// <summary>Gives it to the person; the checker's part is returned and kept nowhere.</summary>
    public string Give(Person person, ProposalAct made)
    {
        var (makers, checkers) = (PersonSecret.NewPart(), PersonSecret.NewPart());
        person.Secret = PersonSecret.Hash($"{makers}-{checkers}", options.Iterations);
        person.SecretUntil = time.GetUtcNow() + options.FirstSecretFor;
        (person.WrongSecrets, person.LockedUntil) = (0, null);
        person.MakerId = made.PersonId;
        person.MakerPart = box.Seal(Encoding.ASCII.GetBytes(makers), NameOf(person.Id));
        return checkers;
    }

    /// <summary>The maker's part.</summary>
    public string Open(Person person) => Encoding.ASCII.GetString(box.Open(person.MakerPart!, NameOf(person.Id)));

    private static string NameOf(Guid person) => $"person/{person:D}";
}
