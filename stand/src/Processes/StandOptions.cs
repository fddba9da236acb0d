using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>How a <see cref="RunningPlatform"/> is set up; the defaults are what tests want.</summary>
public sealed record StandOptions
{
    /// <summary>A broker and a database that somebody else started and stops; null to start own ones.</summary>
    public Servers? Servers { get; init; }

    /// <summary>
    /// Whether configured addresses (PLATFORM_BROKER, PLATFORM_DATABASE) may be used. Tests never may.
    /// </summary>
    public bool MayUseConfiguredServers { get; init; }

    /// <summary>Settings beside those of <see cref="ServiceSettings"/>, by name of service; they win.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Settings { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string?>>();

    /// <summary>Which services are started; all six unless a test needs fewer.</summary>
    public IReadOnlyList<ServiceDefinition> Services { get; init; } = ServiceDefinition.Services;

    /// <summary>The built tree that the services are started from; null is this one. The simulators are always ours.</summary>
    public string? Build { get; init; }
}
