using System.Security.Cryptography;

namespace Stand.Infrastructure;

/// <summary>
/// The directory of one run, <c>.run/ID</c>: data, logs, and <c>stand.json</c>, which says what was started. Runs know
/// nothing of one another, so that any number of them go side by side.
/// </summary>
public sealed class RunDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly Lock _lock = new();

    private RunDirectory(string path) => Path = path;

    /// <summary>Where runs lie: PLATFORM_RUN_DIRECTORY, else <c>.run</c> in the checkout.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("PLATFORM_RUN_DIRECTORY") ?? System.IO.Path.Combine(Checkout.Root, ".run");

    /// <summary>The spans of the last demo, for <c>trace</c>; they stay until <c>down</c>.</summary>
    public static string KeptSpans { get; } = System.IO.Path.Combine(Root, "telemetry");

    /// <summary>The logs of the last end-to-end test; they stay until <c>down</c>.</summary>
    public static string KeptLogs { get; } = System.IO.Path.Combine(Root, "last-test-logs");

    /// <summary>This run's directory.</summary>
    public string Path { get; }

    /// <summary>What was started so far.</summary>
    public RunState State { get; private set; } = null!;

    /// <summary>
    /// Makes the directory of a new run, after the remains of runs whose keeper died have been removed.
    /// </summary>
    /// <param name="id">Its name, from <see cref="NewId"/>.</param>
    public static async Task<RunDirectory> Create(string id)
    {
        foreach (var state in States().Where(s => !s.Keeper.IsAlive))
            await Ending.EndRun(state);

        var run = new RunDirectory(System.IO.Path.Combine(Root, id));
        Directory.CreateDirectory(System.IO.Path.Combine(run.Path, "logs"));
        run.Save(new RunState(id, ProcessIdentity.Own));
        return run;
    }

    /// <summary>A name for a new run: what it is for, and something that no other run has.</summary>
    public static string NewId(string purpose) =>
        $"{purpose}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>Every run that has a state file.</summary>
    public static IReadOnlyList<RunState> States() =>
        !Directory.Exists(Root) ? [] : [.. Directory.EnumerateDirectories(Root).Select(Read).OfType<RunState>()];

    /// <summary>The state of the run with this id; null when there is none.</summary>
    public static RunState? Find(string id) => Read(PathOf(id));

    /// <summary>The directory of the run with this id.</summary>
    public static string PathOf(string id) => System.IO.Path.Combine(Root, id);

    /// <summary>The log file of a server or service.</summary>
    public string Log(string name) => System.IO.Path.Combine(Path, "logs", name + ".log");

    /// <summary>Makes a directory for a server's data, in a place that its account can reach.</summary>
    public string MakeData(string name, SystemAccount account)
    {
        var parent = Path;
        if (account != SystemAccount.Own && !OthersMayEnter(Path))
        {
            parent = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"platform-{State.Id}");
            Change(s => s with { DataDirectory = parent });
        }

        return Directory.CreateDirectory(System.IO.Path.Combine(parent, name)).FullName;
    }

    /// <summary>Writes down what a started process is called, before anything else can go wrong.</summary>
    public async Task<Child> Start(Launch launch)
    {
        var child = await Launcher.Start(launch);
        Change(s => s with { Processes = With(s.Processes, launch.Name, child.Identity) });
        return child;
    }

    /// <summary>Writes down the address of a service or simulator.</summary>
    public void Announce(string name, Uri address) =>
        Change(s => s with { Addresses = With(s.Addresses, name, address.ToString()) });

    /// <summary>Changes the state, and the file with it.</summary>
    public void Change(Func<RunState, RunState> change)
    {
        lock (_lock)
            Save(change(State));
    }

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> known, string key, T value) =>
        new(known) { [key] = value };

    private static RunState? Read(string path)
    {
        var file = System.IO.Path.Combine(path, "stand.json");
        try
        {
            return JsonSerializer.Deserialize<RunState>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;                                     // not a run, or one that ended this moment
        }
    }

    private void Save(RunState state)
    {
        State = state;
        var (file, next) = (System.IO.Path.Combine(Path, "stand.json"), System.IO.Path.Combine(Path, "stand.json.new"));
        File.WriteAllText(next, JsonSerializer.Serialize(state, Json));
        File.SetUnixFileMode(next, OwnerOnly);                                  // it holds passwords
        File.Move(next, file, overwrite: true);
    }

    private static bool OthersMayEnter(string path)
    {
        for (var directory = new DirectoryInfo(path); directory is not null; directory = directory.Parent)
            if (!directory.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }
}
