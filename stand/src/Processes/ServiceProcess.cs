using System.Net;
using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>
/// One process of a service or of the simulators: started, watched, hurt and started again under its address.
/// </summary>
/// <param name="run">
/// The run that it belongs to.</param> <param name="name">Its name in logs and state, <c>clearing</c> or
/// <c>clearing-2</c>.</param> <param name="program">The built assembly.</param> <param name="address">Where it listens;
/// the same after every restart.</param> <param name="settings">Its environment; the address is added.
/// </param>
public sealed class ServiceProcess(
    RunDirectory run, string name, string program, Uri address, IReadOnlyDictionary<string, string?> settings)
    : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private Child? _process;

    /// <summary>Its name in logs and state.</summary>
    public string Name => name;

    /// <summary>Where it listens; the same after every restart.</summary>
    public Uri BaseAddress => address;

    /// <summary>An address of this machine on a free port.</summary>
    public static Uri NewAddress() => new($"http://127.0.0.1:{FreePorts.Next()}");

    /// <summary>Takes all that it prints.</summary>
    public string LogFile => run.Log(name);

    /// <summary>Whether the process is there.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>How long it may take until <c>GET /health/ready</c> says 200.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long it may take to end after SIGTERM before it is killed.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where it dies in its next lives, <c>channel-call.after:3</c>; null for nowhere.</summary>
    public string? CrashAt { get; set; }

    /// <summary>
    /// Starts the process and waits until it is ready. Throws with the end of its log when it does not get ready.
    /// </summary>
    public async Task StartAsync(params IReadOnlyList<string> arguments)
    {
        await Launch(arguments);
        await WaitUntilReady();
    }

    /// <summary>Starts the process without waiting.</summary>
    public async Task Launch(params IReadOnlyList<string> arguments)
    {
        if (IsRunning)
            throw new InvalidOperationException($"{name} runs already.");
        if (!File.Exists(program))
            throw new StandException($"{name} is not built ({program} is missing): ./run build");
        _process = await run.Start(new Launch(name, ["dotnet", program, .. arguments], LogFile)
        {
            Environment = new Dictionary<string, string?>(settings)
            {
                ["ASPNETCORE_URLS"] = address.AbsoluteUri, ["PLATFORM_CRASH_AT"] = CrashAt,
            },
            WorkingDirectory = Path.GetDirectoryName(program),
        });
        run.Announce(name, BaseAddress);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task WaitUntilReady(CancellationToken ct = default) => Process.WaitUntil(IsReady, StartLimit, ct);

    /// <summary>Kills it before it can do anything about it.</summary>
    public Task Kill9() => Process.Kill9();

    /// <summary>Waits until it has ended of itself.</summary>
    /// <returns>What it ended with; null when <paramref name="limit"/> passed first.</returns>
    public async Task<int?> WaitForExit(TimeSpan limit) => await Process.WaitForExit(limit) ? Process.ExitCode : null;

    /// <summary>Asks it to end and waits for that.</summary>
    /// <returns>False when it had to be killed after <see cref="StopLimit"/>.</returns>
    public Task<bool> Terminate() => Process.Stop(Signal.Terminate, StopLimit);

    /// <summary>Ends it if it runs, starts it again, and waits until it is ready.</summary>
    /// <param name="arguments">For this start alone, for example <c>--restored 2026-01-31T12:00:00Z</c>.</param>
    public async Task Restart(params IReadOnlyList<string> arguments)
    {
        if (IsRunning)
            await Terminate();
        await StartAsync(arguments);
    }

    /// <summary>Freezes it: its connections stay, it answers nothing, until <see cref="Thaw"/>.</summary>
    public void Freeze() => Process.Send(Signal.Stop);

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public void Thaw() => Process.Send(Signal.Continue);

    /// <summary>What it used since its last start; null when it does not run.</summary>
    public ProcessUsage? Usage() => _process?.Identity.Usage();

    /// <summary>Ends it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Thaw();
            await Terminate();
        }
    }

    private Child Process => _process ?? throw new InvalidOperationException($"{name} was never started.");

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(BaseAddress, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}
