using Stand.Infrastructure;

namespace Stand.Processes;

/// <summary>
/// The whole platform as processes of this machine: broker, database, simulators and services, with one virtual host,
/// one database for each service and one clock. Disposing it stops all of it; its directory goes too when it made it
/// itself.
/// </summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly StandOptions _options;
    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly bool _ownsDirectory;
    private Dictionary<string, Uri> _addresses = [];
    private Servers? _servers;

    private RunningPlatform(RunDirectory run, StandOptions options, bool ownsDirectory)
    {
        (Run, _options, _ownsDirectory) = (run, options, ownsDirectory);
        Clock = new VirtualClock(Path.Combine(run.Path, "clock"));
    }

    /// <summary>The run's directory and state.</summary>
    public RunDirectory Run { get; }

    /// <summary>The time that all processes live in.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The virtual host of this run.</summary>
    public string VirtualHost => Broker.GivenVirtualHost ?? Run.State.Id;

    /// <summary>The broker.</summary>
    public Broker Broker => Started.Broker;

    /// <summary>The database server.</summary>
    public Database Database => Started.Database;

    /// <summary>The gateway's process.</summary>
    public ServiceProcess Gateway => this[ServiceDefinition.Gateway];

    /// <summary>Clearing's process.</summary>
    public ServiceProcess Clearing => this[ServiceDefinition.Clearing];

    /// <summary>Accounting's process.</summary>
    public ServiceProcess Accounting => this[ServiceDefinition.Accounting];

    /// <summary>Refund-center's process.</summary>
    public ServiceProcess RefundCenter => this[ServiceDefinition.RefundCenter];

    /// <summary>Payout's process.</summary>
    public ServiceProcess Payout => this[ServiceDefinition.Payout];

    /// <summary>Reconciliation's process.</summary>
    public ServiceProcess Reconciliation => this[ServiceDefinition.Reconciliation];

    /// <summary>The simulators' process.</summary>
    public ServiceProcess Simulators => this[ServiceDefinition.Simulators];

    /// <summary>All processes, simulators first, replicas last.</summary>
    public IReadOnlyCollection<ServiceProcess> Processes => _processes.Values;

    /// <summary>The first process of a service.</summary>
    public ServiceProcess this[ServiceDefinition service] => _processes[service.Name];

    /// <summary>
    /// Starts everything in a directory of its own. Throws, with nothing left behind, when a part does not start.
    /// </summary>
    /// <param name="purpose">
    /// The first part of the run's name: <c>tests</c>, <c>demo</c>.</param> <param name="options">What to do
    /// differently.</param> <param name="ct">Ends the start.
    /// </param>
    public static async Task<RunningPlatform> Start(
        string purpose, StandOptions? options = null, CancellationToken ct = default) =>
        await Start(await RunDirectory.Create(RunDirectory.NewId(purpose)), options ?? new(), ownsDirectory: true, ct);

    /// <summary>Starts everything in a directory that the caller made and removes.</summary>
    public static Task<RunningPlatform> Start(RunDirectory run, StandOptions options, CancellationToken ct) =>
        Start(run, options, ownsDirectory: false, ct);

    /// <summary>Starts one more process of a service, beside those that run.</summary>
    /// <param name="service">Of which service.</param>
    /// <param name="build">The built tree it comes from; null is that of the others.</param>
    public async Task<ServiceProcess> StartReplica(ServiceDefinition service, string? build = null)
    {
        var number = Enumerable.Range(2, 100).First(n => !_processes.ContainsKey($"{service.Name}-{n}"));
        var replica = Add(service, $"{service.Name}-{number}", ServiceProcess.NewAddress(), build);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Ends the first process of a service in order, and starts another build of it under its address.</summary>
    public async Task Replace(ServiceDefinition service, string build)
    {
        await this[service].DisposeAsync();
        await Add(service, service.Name, this[service].BaseAddress, build).StartAsync();
    }

    /// <summary>The connection string of a service's database, for whoever looks into it from outside.</summary>
    public string ConnectionString(ServiceDefinition service, string applicationName) =>
        Database.ConnectionString(DatabaseOf(service), applicationName);

    /// <summary>The name of a service's database.</summary>
    public string DatabaseOf(ServiceDefinition service) => $"{Run.State.Id.Replace('-', '_')}_{service.Database}";

    /// <summary>Stops all processes in order, then the servers, and removes the directory if it is ours.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Select(p => p.DisposeAsync().AsTask()));
        if (_servers is not null && _options.Servers is null)
            await _servers.DisposeAsync();
        else if (_servers is not null)
            await RemoveFromServers(_servers);
        if (_ownsDirectory)
            await Ending.Clear(Run.State);
    }

    private Servers Started => _servers ?? throw new InvalidOperationException("The servers are not started yet.");

    private static async Task<RunningPlatform> Start(
        RunDirectory run, StandOptions options, bool ownsDirectory, CancellationToken ct)
    {
        var platform = new RunningPlatform(run, options, ownsDirectory);
        try
        {
            await platform.StartAll(ct);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    private async Task StartAll(CancellationToken ct)
    {
        _servers = _options.Servers ?? await Servers.FindOrStart(Run, _options.MayUseConfiguredServers, ct);
        if (Broker.GivenVirtualHost is null)
            await Broker.CreateVirtualHost(VirtualHost);
        foreach (var service in _options.Services)
            await Database.CreateDatabase(DatabaseOf(service));

        // All addresses are given out before the first process starts: each is told those of the others.
        ServiceDefinition[] all = [ServiceDefinition.Simulators, .. _options.Services];
        _addresses = all.ToDictionary(s => s.Name, _ => ServiceProcess.NewAddress());
        foreach (var service in all)
            Add(service, service.Name, _addresses[service.Name]);
        await Simulators.StartAsync();
        await Task.WhenAll(_options.Services.Select(s => this[s].StartAsync()));
        if (Broker.GivenVirtualHost is null)
            await Broker.RememberQueues();
    }

    private ServiceProcess Add(ServiceDefinition service, string name, Uri address, string? build = null)
    {
        var tree = service == ServiceDefinition.Simulators ? null : build ?? _options.Build;
        return _processes[name] = new ServiceProcess(
            Run, name, Checkout.Program(service.Project, tree), address, SettingsOf(service, tree));
    }

    private Dictionary<string, string?> SettingsOf(ServiceDefinition service, string? tree)
    {
        var isService = service != ServiceDefinition.Simulators;
        var settings = ServiceSettings.For(service, new ServiceSettings.Surroundings(
            isService ? Broker.UriOf(VirtualHost) : null,
            isService ? ConnectionString(service, service.Name) : null,
            Clock.OffsetFile,
            Path.Combine(Run.Path, "telemetry"),
            _addresses));
        if (tree is not null) Composition.Fit(settings, tree);
        if (_options.Settings.TryGetValue(service.Name, out var special))
            foreach (var (key, value) in special)
                settings[key] = value;
        return settings;
    }

    private async Task RemoveFromServers(Servers servers)
    {
        if (servers.Broker.GivenVirtualHost is null)
            await servers.Broker.DeleteVirtualHost(VirtualHost);
        foreach (var service in _options.Services)
            await servers.Database.DropDatabase(DatabaseOf(service));
    }
}
