using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// Keeps a run going in the background: a process of its own that starts everything, waits until it is told to end
/// (SIGTERM, from <c>./run down</c>), and stops everything in order.
/// </summary>
public static class Keeper
{
    /// <summary>The argument that makes a command be the keeper instead of starting one.</summary>
    public const string Option = "--keep";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Starts a keeper and waits until all is up. Throws with the end of its log when it does not come up.
    /// </summary>
    public static async Task<RunState> StartInBackground(string command, IReadOnlyList<string> arguments)
    {
        var id = RunDirectory.NewId(command);
        var logs = Directory.CreateDirectory(Path.Combine(RunDirectory.PathOf(id), "logs"));
        var keeper = await Launcher.Start(new Launch(
            $"The keeper of {id}",
            [Environment.ProcessPath!, .. OwnAssembly(), command, Option, id, .. arguments],
            Path.Combine(logs.FullName, "keeper.log"))
        { OutlivesUs = true });
        try
        {
            await keeper.WaitUntil(
                () => Task.FromResult(RunDirectory.Find(id) is { Ready: true }), Patience, CancellationToken.None);
            return RunDirectory.Find(id)!;
        }
        catch (StandException)
        {
            await Ending.EndRun(RunDirectory.Find(id) ?? new RunState(id, keeper.Identity));
            throw;
        }
    }

    /// <summary>Is the keeper: starts, announces that all is up, waits for the end, and removes everything.</summary>
    /// <param name="id">The name of the run.</param>
    /// <param name="start">Starts what is to be kept and returns what stops it.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task Keep(
        string id, Func<RunDirectory, CancellationToken, Task<IAsyncDisposable>> start, CancellationToken ct)
    {
        var run = await RunDirectory.Create(id);
        await using (await start(run, ct))
        {
            run.Change(state => state with { Ready = true });
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Ending.Clear(run.State);
    }

    /// <summary>When the program is run as <c>dotnet Stand.dll</c>, the path of Stand.dll; else nothing.</summary>
    private static string[] OwnAssembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, "Stand.dll")]
            : [];
}
