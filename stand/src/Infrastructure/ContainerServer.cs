namespace Stand.Infrastructure;

/// <summary>A broker or database in a container of its own, which is removed with the run.</summary>
public sealed class ContainerServer : IServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ContainerEngine _engine;
    private readonly RunDirectory _run;
    private readonly string _name;
    private readonly IReadOnlyList<string> _creation, _toolPrefix, _readiness;
    private bool _created;

    private ContainerServer(
        ContainerEngine engine, RunDirectory run, string kind, ContainerPlan plan)
    {
        (_engine, _run, _name) = (engine, run, $"platform-{run.State.Id}-{kind}");
        (_creation, _toolPrefix, _readiness) = (plan.Creation, plan.ToolArguments, plan.Readiness);
    }

    private sealed record ContainerPlan(
        IReadOnlyList<string> Creation, IReadOnlyList<string> ToolArguments, IReadOnlyList<string> Readiness);

    /// <summary>A broker with the settings of <see cref="BrokerSettings"/>.</summary>
    public static ContainerServer Broker(ContainerEngine engine, RunDirectory run, BrokerLogin login)
    {
        // Inside, it listens on the usual port and everywhere; outside, on our port and this machine only.
        var settings = Path.Combine(run.Path, "rabbitmq.conf");
        File.WriteAllText(settings, BrokerSettings.File(login).Replace($"127.0.0.1:{login.Port}", "0.0.0.0:5672"));
        return new ContainerServer(engine, run, "broker", new ContainerPlan(
            ["--publish", $"127.0.0.1:{login.Port}:5672", "--hostname", "broker",
             "--volume", $"{settings}:/etc/rabbitmq/conf.d/90-stand.conf:ro", engine.BrokerImage],
            [],
            ["rabbitmqctl", "await_startup"]));
    }

    /// <summary>A database with the settings of <see cref="DatabaseSettings"/>.</summary>
    public static ContainerServer Database(ContainerEngine engine, RunDirectory run, DatabaseLogin login) =>
        new(engine, run, "database", new ContainerPlan(
            ["--publish", $"127.0.0.1:{login.Port}:5432", "--volume", $"{run.Path}:{run.Path}",
             "--env", $"POSTGRES_USER={login.User}", "--env", $"POSTGRES_PASSWORD={login.Password}",
             "--env", "POSTGRES_INITDB_ARGS=--data-checksums --auth=scram-sha-256", engine.DatabaseImage,
             .. DatabaseSettings.Everywhere.SelectMany(s => (string[])["-c", $"{s.Key}={s.Value}"])],
            ["--username", login.User],
            ["pg_isready", "--host", "127.0.0.1"]));

    /// <inheritdoc />
    public IReadOnlyList<string> ToolCommand(string tool, params IReadOnlyList<string> arguments) =>
        [_engine.Program, "exec", _name, tool, .. _toolPrefix, .. arguments];

    /// <inheritdoc />
    public async Task Start(CancellationToken ct)
    {
        if (_created)
        {
            await Tool.Run([_engine.Program, "start", _name], ct);
        }
        else
        {
            string[] removal = [_engine.Program, "rm", "--force", "--volumes", _name];
            _run.Change(s => s with { Removals = [.. s.Removals, removal] });
            await Tool.Run([_engine.Program, "run", "--detach", "--name", _name, .. _creation], ct);
            _created = true;
        }

        var waited = System.Diagnostics.Stopwatch.StartNew();
        while ((await Tool.Try([_engine.Program, "exec", _name, .. _readiness], ct)).Code != 0)
        {
            if (waited.Elapsed > Patience)
                throw new StandException($"{_name} was not ready after {Patience.TotalSeconds} s.");
            await Task.Delay(200, ct);
        }
    }

    /// <inheritdoc />
    public Task Stop() => Tool.Run([_engine.Program, "stop", "--time", "60", _name]);

    /// <inheritdoc />
    public Task Kill9() => Tool.Run([_engine.Program, "kill", _name]);

    /// <inheritdoc />
    public Task Send(Signal signal) =>
        Tool.Run([_engine.Program, signal == Signal.Stop ? "pause" : "unpause", _name]);
}
