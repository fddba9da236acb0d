using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Commands;

/// <summary><c>up</c>: the whole platform in the background; prints where it is to be found.</summary>
public static class UpCommand
{
    /// <summary>Runs the command.</summary>
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        if (arguments is [Keeper.Option, var id])
        {
            await Keeper.Keep(id, Start, ct);
            return 0;
        }

        var state = await Keeper.StartInBackground("up", arguments);
        foreach (var (name, address) in state.Addresses.OrderBy(a => a.Key, StringComparer.Ordinal))
            Console.WriteLine($"{name,-16} {address}");
        Console.WriteLine($"Logs: {Path.Combine(RunDirectory.PathOf(state.Id), "logs")}");
        Console.WriteLine($"End it with: ./run down {state.Id}");
        return 0;
    }

    private static async Task<IAsyncDisposable> Start(RunDirectory run, CancellationToken ct) =>
        await RunningPlatform.Start(run, new StandOptions { MayUseConfiguredServers = true }, ct);
}
