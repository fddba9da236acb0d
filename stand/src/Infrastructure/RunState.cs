namespace Stand.Infrastructure;

/// <summary>What one run has started: enough for another shell to show it, and to end it without a trace.</summary>
/// <param name="Id">The name of its directory.</param>
/// <param name="Keeper">The process that started everything and stops it when it is asked to end.</param>
public sealed record RunState(string Id, ProcessIdentity Keeper)
{
    /// <summary>Whether all of it is up.</summary>
    public bool Ready { get; init; }

    /// <summary>Servers, services and simulators, as they were last started.</summary>
    public IReadOnlyDictionary<string, ProcessIdentity> Processes { get; init; } =
        new Dictionary<string, ProcessIdentity>();

    /// <summary>Commands that remove what lies outside the directory: containers.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Removals { get; init; } = [];

    /// <summary>A second directory, when a server's account may not enter ours.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Base address of each service and simulator.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables for tests and tools; they hold passwords.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
