using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.Persistence;
using Stand.Infrastructure;

namespace Benchmarks.Messaging;

/// <summary>
/// <c>bench messaging</c>: seven hops a refund through the durable batches (row locks, mandatory sends, fsync) against the transport alone,
/// with the same bodies, quorum queues and confirms, in one run on one machine.
/// </summary>
internal static class MessagingBench
{
    private const int QuietFloor = 700;
    private static readonly int[] Prefetches = [16, 64, 128];

    public static async Task Run(Figures figures, CancellationToken ct)
    {
        var run = await RunDirectory.Create(RunDirectory.NewId("bench"));
        await using var servers = await Servers.FindOrStart(run, mayUseConfigured: false, ct);
        var floor = 0;
        foreach (var prefetch in Prefetches)
        {
            var rate = await Floor(servers, prefetch);
            figures.Note($"transport only, prefetch {prefetch}: {rate} refunds/s");
            floor = Math.Max(floor, rate);
        }
        var (best, lag) = await Durable(servers, figures);
        figures.Add("messaging.floor_per_second", floor, "refunds/s");
        figures.Add("messaging.per_second", best, "refunds/s");
        figures.AddRatio("messaging.ratio", best, floor);
        figures.Add("messaging.lag_p99", (long)lag.TotalMilliseconds, "ms");
        if (floor < QuietFloor) figures.Invalid($"the floor is under {QuietFloor}; the machine was not quiet.");
        await Ending.Clear(run.State);
    }

    private static async Task<int> Floor(Servers servers, int prefetch)
    {
        var finished = new Finished();
        var host = "floor" + prefetch;
        await servers.Broker.CreateVirtualHost(host);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(finished).AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagaStateMachine<HopMachine, HopSaga>().InMemoryRepository();
            bus.AddConsumer<BareHopWorker>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(servers.Broker.UriOf(host));
                rabbit.PrefetchCount = (ushort)prefetch;
                rabbit.ReceiveEndpoint("floor-sagas", e => { e.SetQuorumQueue(); e.ConfigureSaga<HopSaga>(context); });
                rabbit.ReceiveEndpoint("floor-work", e => { e.SetQuorumQueue(); e.ConfigureConsumer<BareHopWorker>(context); });
            });
        });
        using var app = builder.Build();
        await app.StartAsync();
        var bus = app.Services.GetRequiredService<IBus>();
        await Healthy(app.Services);
        var driver = new Driver(finished, messages => Task.WhenAll(messages.Select(m => bus.Publish(m))));
        var rate = await driver.Maximum(inFlight: 2 * prefetch);
        await app.StopAsync();
        return rate;
    }

    private static async Task<(int Best, TimeSpan Lag)> Durable(Servers servers, Figures figures)
    {
        var finished = new Finished();
        await servers.Broker.CreateVirtualHost("durable");
        await servers.Database.CreateDatabase("durable");
        var builder = PlatformHost.CreateBuilder([], "bench", new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = servers.Database.ConnectionString("durable", "bench"),
            ["Database:MigrateAtStart"] = "true",
            ["Broker:Uri"] = servers.Broker.UriOf("durable").AbsoluteUri,
            ["Internal:Key"] = "a key for benchmarks, long enough to be one",
            ["Urls"] = "http://127.0.0.1:0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(finished);
        builder.AddPlatform<HopDb>(p =>
        {
            p.Endpoint("sagas", e => { e.BatchLimit = 128; e.Saga<HopMachine, HopSaga>(); });
            p.Endpoint("work", e => { e.BatchLimit = 128; e.Consumer<HopWorker>(); });
        });
        await using var app = builder.Build();
        app.Services.GetRequiredService<ConfigurationErrors>().ThrowIfAny();
        await app.StartAsync();
        await Healthy(app.Services);
        var transactions = app.Services.GetRequiredService<Transactions<HopDb>>();
        var driver = new Driver(finished, messages => transactions.Run(unit =>
        {
            foreach (var message in messages) unit.Publish(message);
            return Task.CompletedTask;
        }, default));
        var best = await driver.Maximum(inFlight: 256);
        figures.Note($"durable batches: {best} refunds/s");
        var lag = await driver.LagAt(best * 8 / 10);
        await app.StopAsync();
        return (best, lag);
    }

    private static async Task Healthy(IServiceProvider services)
    {
        while (services.GetRequiredService<IBusControl>().CheckHealth().Status != BusHealthStatus.Healthy) await Task.Delay(50);
    }
}
