using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// <c>infra</c>: a broker and a database in the background for whoever works on tests; prints the lines that a shell
/// evaluates to let test projects find them.
/// </summary>
public static class InfraCommand
{
    /// <summary>Runs the command.</summary>
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        if (arguments is [Keeper.Option, var id])
        {
            await Keeper.Keep(id, Start, ct);
            return 0;
        }

        var state = await Keeper.StartInBackground("infra", arguments);
        foreach (var (name, value) in state.Variables)
            Console.WriteLine($"export {name}='{value}'");
        return 0;
    }

    private static async Task<IAsyncDisposable> Start(RunDirectory run, CancellationToken ct)
    {
        var servers = await Servers.FindOrStart(run, mayUseConfigured: false, ct);
        run.Change(state => state with { Variables = servers.TestVariables });
        return servers;
    }
}
