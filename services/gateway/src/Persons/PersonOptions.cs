using System.ComponentModel.DataAnnotations;

namespace Gateway.Persons;

/// <summary>How persons sign in. Section <c>Persons</c>; for processes with the role <c>api</c>.</summary>
public sealed record PersonOptions
{
    /// <summary>A session ends after that, used or not. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan SessionAtMost { get; init; } = TimeSpan.FromHours(8);

    /// <summary>A session that is not used ends after that. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan IdleAtMost { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>So many wrong secrets one after another lock a person. Default 5.</summary>
    [Range(1, 20)] public int WrongSecretsAtMost { get; init; } = 5;

    /// <summary>For how long. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan LockedFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a first secret may be used. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan FirstSecretFor { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Of PBKDF2, for secrets that are set from now on. Default and least 600,000.</summary>
    [Range(PersonSecret.FewestIterations, 10_000_000)]
    public int Iterations { get; init; } = PersonSecret.FewestIterations;
}
