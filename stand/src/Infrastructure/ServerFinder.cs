using Npgsql;

namespace Stand.Infrastructure;

/// <summary>Decides where the broker and the database of a run come from.</summary>
public sealed class ServerFinder(RunDirectory run, bool mayUseConfigured)
{
    private ContainerEngine? _engine;
    private bool _lookedForEngine;

    /// <summary>The broker, not yet started.</summary>
    public async Task<Broker> Broker(CancellationToken ct)
    {
        if (Configured("PLATFORM_BROKER") is { } address)
            return ConfiguredBroker(address);
        var login = BrokerLogin.New();
        if (await Engine() is { } engine && await engine.Fetch(engine.BrokerImage, ct))
            return new Broker(ContainerServer.Broker(engine, run, login), login);
        await Packages.Ensure("RabbitMQ", "rabbitmq-server", () => PrivateBroker.IsInstalled, ct);
        return new Broker(new PrivateBroker(run, login), login);
    }

    /// <summary>The database server, not yet started.</summary>
    public async Task<Database> Database(CancellationToken ct)
    {
        if (Configured("PLATFORM_DATABASE") is { } address)
            return ConfiguredDatabase(address);
        var login = DatabaseLogin.New();
        if (await Engine() is { } engine && await engine.Fetch(engine.DatabaseImage, ct))
            return new Database(ContainerServer.Database(engine, run, login), login);
        await Packages.Ensure("PostgreSQL", "postgresql", () => PrivateDatabase.IsInstalled, ct);
        return new Database(new PrivateDatabase(run, login), login);
    }

    private string? Configured(string variable) =>
        mayUseConfigured && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private async Task<ContainerEngine?> Engine()
    {
        if (!_lookedForEngine)
            _engine = await ContainerEngine.Find();
        _lookedForEngine = true;
        return _engine;
    }

    private static Broker ConfiguredBroker(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "amqp")
            throw new StandException("PLATFORM_BROKER must be amqp://user:password@host:port[/virtual-host].");
        var user = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var port = uri.Port > 0 ? uri.Port : 5672;
        var login = new BrokerLogin(uri.Host, port, user[0], user.ElementAtOrDefault(1) ?? "");
        var virtualHost = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new Broker(new ConfiguredServer("PLATFORM_BROKER"), login)
        {
            GivenVirtualHost = virtualHost.Length > 0 ? virtualHost : null,
        };
    }

    private static Database ConfiguredDatabase(string address)
    {
        var given = new NpgsqlConnectionStringBuilder(address);
        var login = new DatabaseLogin(
            given.Host ?? "localhost", given.Port, given.Username ?? "", given.Password ?? "");
        return new Database(new ConfiguredServer("PLATFORM_DATABASE"), login);
    }
}
