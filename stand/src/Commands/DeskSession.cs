using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// What the desk remembers between two commands, in a file that its owner alone reads. A token goes to no other gateway
/// than the one that gave it.
/// </summary>
/// <param name="Gateway">Where it is.</param>
/// <param name="Token">Of the session; null when nobody is signed in.</param>
/// <param name="Seen">By a proposal's id the hash of the payload that was shown.</param>
internal sealed record DeskSession(Uri Gateway, string? Token, IReadOnlyDictionary<string, string> Seen)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(RunDirectory.Root, "desk.json");

    public static DeskSession Open()
    {
        var gateway = FindGateway();
        var kept = File.Exists(Path) ? JsonSerializer.Deserialize<DeskSession>(File.ReadAllText(Path)) : null;
        return kept is not null && kept.Gateway == gateway ? kept : new(gateway, null, new Dictionary<string, string>());
    }

    public void Save()
    {
        Directory.CreateDirectory(RunDirectory.Root);
        using var file = new FileStream(Path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        });
        JsonSerializer.Serialize(file, this);
    }

    private static Uri FindGateway()
    {
        if (Environment.GetEnvironmentVariable("DESK_GATEWAY") is { Length: > 0 } named) return new Uri(named);
        var runs = RunDirectory.States().Where(s => s.Ready && s.Addresses.ContainsKey("gateway")).ToList();
        return runs is [var run]
            ? new Uri(run.Addresses["gateway"])
            : throw new StandException(runs.Count == 0
                ? "Nothing is up: ./run up, or name the gateway in DESK_GATEWAY."
                : "Several platforms are up: name the gateway in DESK_GATEWAY.");
    }
}
