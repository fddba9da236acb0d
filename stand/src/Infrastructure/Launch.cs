namespace Stand.Infrastructure;

/// <summary>A process to be started.</summary>
/// <param name="Name">What logs and the state file call it.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="LogFile">Takes everything that it prints; appended to.</param>
public sealed record Launch(string Name, IReadOnlyList<string> Command, string LogFile)
{
    /// <summary>Environment beside what is inherited; a null value takes the variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The account to run as.</summary>
    public SystemAccount Account { get; init; } = SystemAccount.Own;

    /// <summary>Its working directory; ours when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// Whether it goes on when this process ends. Only a keeper does, which answers for its own children.
    /// </summary>
    public bool OutlivesUs { get; init; }
}
