namespace Gateway.Persons;

/// <summary>A person who may sign in (S191), with what this person may do. Never deleted: records name them.</summary>
public sealed class Person
{
    /// <summary>Who has it looks after persons; two must always be left.</summary>
    public const string KeeperRole = "persons";

    public Guid Id { get; init; }

    /// <summary>Unique, whatever its case; 2 to 40 letters, digits, dots, dashes or underlines.</summary>
    public required string Name { get; init; }

    /// <summary>Words that services look for in their endpoints and kinds of proposals.</summary>
    public required string[] Roles { get; set; }

    /// <summary>As <see cref="PersonSecret"/> writes it.</summary>
    public required string Secret { get; set; }

    /// <summary>Real time; set while the secret is a first one, which opens nothing but its own replacement.</summary>
    public DateTimeOffset? SecretUntil { get; set; }

    /// <summary>Tries since the last right one.</summary>
    public int WrongSecrets { get; set; }

    /// <summary>Real time; nobody signs in before.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Who proposed the first secret and reads one part of it.</summary>
    public Guid? MakerId { get; set; }

    /// <summary>That part, sealed; null when it was read.</summary>
    public byte[]? MakerPart { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsKeeper => DisabledAt is null && Roles.Contains(KeeperRole);

    public static bool IsName(string name) =>
        name.Length is >= 2 and <= 40 && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>1 to 20 different words of <c>[a-z0-9.-]</c>.</summary>
    public static bool AreRoles(IReadOnlyList<string> roles) =>
        roles.Count is >= 1 and <= 20 && roles.Distinct(StringComparer.Ordinal).Count() == roles.Count
        && roles.All(IsRole);

    private static bool IsRole(string role) =>
        role.Length is >= 2 and <= 40
        && role.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
