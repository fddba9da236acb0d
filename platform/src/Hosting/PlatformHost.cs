using System.Diagnostics;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Http;
using Platform.Messaging;
using Platform.Observability;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;
using Platform.Time;

namespace Platform.Hosting;

/// <summary>What every service starts from: configuration that is checked, a clock, telemetry, health, a database, the bus.</summary>
public static class PlatformHost
{
    /// <param name="args">The command line.</param>
    /// <param name="service">The service's name, for example <c>refund-center</c>.</param>
    /// <param name="settings">Configuration that wins over files and environment: for hosts inside a test.</param>
    public static WebApplicationBuilder CreateBuilder(
        string[] args, string service, IReadOnlyDictionary<string, string?>? settings = null)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        Activity.DefaultIdFormat = ActivityIdFormat.W3C;
        CrashPoints.Select(Environment.GetEnvironmentVariable("PLATFORM_CRASH_AT"));
        var builder = WebApplication.CreateBuilder(args);
        // Secrets come as files, one per setting, named like its environment variable; they win over it.
        if (builder.Configuration["Secrets:Directory"] is { } secrets) builder.Configuration.AddKeyPerFile(secrets, optional: false);
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        var errors = new ConfigurationErrors();
        builder.Services.AddSingleton(errors);
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.AddSingleton(RestoreRequest.From(args, errors));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Services.ConfigureHttpJsonOptions(json => HttpJson.Configure(json.SerializerOptions));

        var clock = builder.AddOptions<ClockOptions>("Clock");
        if (clock.OffsetFile is not null && builder.Environment.IsProduction())
            errors.Add("Clock:OffsetFile: the clock cannot be moved in production.");
        var business = new PlatformClock(clock.OffsetFile);
        builder.Services.AddSingleton(business);
        builder.Services.AddSingleton<TimeProvider>(business);
        builder.Services.AddKeyedSingleton("real", TimeProvider.System);
        builder.Services.AddSingleton<InternalAuth>();
        builder.AddOptions<InternalOptions>("Internal");
        Telemetry.Add(builder, service);
        return builder;
    }

    /// <summary>Adds the database and the bus (unless the service does without), with everything that the service lists.</summary>
    public static void AddPlatform<TDb>(this WebApplicationBuilder builder, Action<PlatformBuilder> configure) where TDb : PlatformDbContext
    {
        var service = builder.Services.Select(s => s.ImplementationInstance).OfType<ServiceName>().Single().Value;
        var platform = new PlatformBuilder(service, builder.Services, builder.Configuration);
        builder.Services.AddHostedService<StartUp>();             // first: what the service lists finds its tables
        configure(platform);
        builder.Services.AddSingleton(platform);
        AddDatabase<TDb>(builder, service);
        var broker = platform.HasBroker ? builder.AddOptions<BrokerOptions>("Broker") : null;
        var uri = Uri.TryCreate(broker?.Uri, UriKind.Absolute, out var parsed) ? parsed : new Uri("amqp://missing");
        AddBatches<TDb>(builder.Services, platform, uri);
        if (platform.HasBroker) AddBus(builder.Services, platform, uri);
    }

    private static void AddDatabase<TDb>(WebApplicationBuilder builder, string service) where TDb : PlatformDbContext
    {
        var options = builder.AddOptions<DatabaseOptions>("Database");
        builder.Services.AddSingleton(_ => Database(options, service));
        builder.Services.AddDbContext<TDb>((services, db) => db
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.CoreEventId.RowLimitingOperationWithoutOrderByWarning)));
        builder.Services.AddSingleton(s => new Transactions<TDb>(
            s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<OutboxPublisher>()));
        builder.Services.AddSingleton(new ServiceAssembly(typeof(TDb).Assembly));
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<IProposalDesk, ProposalDesk<TDb>>();
    }

    private static NpgsqlDataSource Database(DatabaseOptions options, string service)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString) { Name = service };      // else the address leaks into telemetry
        builder.ConnectionStringBuilder.MaxPoolSize = options.PoolSize;
        builder.ConnectionStringBuilder.ApplicationName = service;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 200;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        builder.ConnectionStringBuilder.KeepAlive = 15;
        // Settings, locks and temporary tables end with their transaction: between two there is nothing to clean up, and the
        // driver's cleaning is seven statements for each.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // Rows are found by key. A prepared plan lives as long as its connection: one that was made while a table was small
        // must not read it from end to end when it has grown.
        builder.ConnectionStringBuilder.Options ??= "-c lock_timeout=2s -c statement_timeout=10s"
            + " -c idle_in_transaction_session_timeout=15s -c enable_seqscan=off -c jit=off";
        // Looking whether something is due belongs to no trace: it would only bury the others.
        builder.ConfigureTracing(t => t.EnableFirstResponseEvent(false).EnablePhysicalOpenTracing(false)
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null));
        return builder.Build();
    }

    private static void AddBatches<TDb>(IServiceCollection services, PlatformBuilder platform, Uri uri) where TDb : PlatformDbContext
    {
        services.AddSingleton(new BrokerAddress(uri, platform.Service));
        services.AddSingleton(platform.Types);
        services.AddSingleton(s => new OutboxPublisher(
            s.GetRequiredService<BrokerAddress>(), platform.Types, TimeProvider.System, s.GetRequiredService<ILogger<OutboxPublisher>>()));
        services.AddSingleton(s => new BatchTransaction(
            s.GetRequiredService<IServiceScopeFactory>(), p => p.GetRequiredService<TDb>(),
            s.GetRequiredService<OutboxPublisher>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new BatchEndpoints(queue => new BatchEndpoint(
            queue, platform.Endpoints.Single(e => e.Queue == queue).BatchLimit, platform.Locks.Of(queue),
            s.GetRequiredService<BatchTransaction>(), s.GetRequiredService<ILogger<BatchEndpoint>>())));
        services.AddSingleton<Readiness>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<Schema>();
    }

    private static void AddBus(IServiceCollection services, PlatformBuilder platform, Uri uri)
    {
        services.AddHostedService<AnnounceRestore>();             // after what the service notes of it for itself
        services.AddHostedService<OutboxDispatcher>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var endpoint in platform.Endpoints) endpoint.Register(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(uri, h => h.Heartbeat(TimeSpan.FromSeconds(10)));
                rabbit.ConfigureJsonSerializerOptions(Wire.Strict);
                rabbit.SendTopology.ConfigureErrorSettings = DeliveryLimit.Lift;
                rabbit.SendTopology.ConfigureDeadLetterSettings = DeliveryLimit.Lift;
                foreach (var endpoint in platform.Endpoints)
                    rabbit.ReceiveEndpoint(endpoint.Queue, e => endpoint.Configure(e, context));
            });
        });
        services.AddHostedService<DeadLetterDesk>();
    }
}

/// <summary>The name that leads the queues.</summary>
public sealed record ServiceName(string Value);

/// <summary>Where the service's migrations are embedded.</summary>
internal sealed record ServiceAssembly(System.Reflection.Assembly Value);
