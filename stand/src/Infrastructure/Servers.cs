namespace Stand.Infrastructure;

/// <summary>The broker and the database of one run.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Database">The database server.</param>
public sealed record Servers(Broker Broker, Database Database) : IAsyncDisposable
{
    /// <summary>
    /// Finds or starts both, in this order: configured addresses (PLATFORM_BROKER, PLATFORM_DATABASE; never for tests),
    /// a reachable container engine, installed servers, Debian's packages when we may install them. Throws with exactly
    /// what is missing.
    /// </summary>
    public static async Task<Servers> FindOrStart(RunDirectory run, bool mayUseConfigured, CancellationToken ct)
    {
        var finder = new ServerFinder(run, mayUseConfigured);
        var (broker, database) = (await finder.Broker(ct), await finder.Database(ct));
        var servers = new Servers(broker, database);
        try
        {
            await Task.WhenAll(broker.StartAsync(ct), database.StartAsync(ct));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops both in order.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Broker.StopAsync(), Database.StopAsync());

    /// <summary>What test projects are told: addresses with administrator rights.</summary>
    public IReadOnlyDictionary<string, string> TestVariables => new Dictionary<string, string>
    {
        ["PLATFORM_TEST_BROKER"] = Broker.UriOf("/").ToString(),
        ["PLATFORM_TEST_BROKER_CTL"] = string.Join(' ', Broker.ControlCommand),
        ["PLATFORM_TEST_DATABASE"] = Database.ConnectionString("postgres", "tests"),
    };
}
