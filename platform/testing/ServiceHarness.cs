using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;
using Platform.Messaging;
using Platform.Persistence;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Platform.Testing;

/// <summary>
/// A service's real parts in this process, on a real database and a virtual host of their own. What the service publishes is heard by a
/// queue of the harness bound to every message type that the test names.
/// </summary>
public sealed class ServiceHarness<TDb> : IAsyncDisposable where TDb : PlatformDbContext
{
    private readonly ConcurrentQueue<(string Type, JsonElement Message, string? Trace)> heard = new();
    private readonly HashSet<Type> listened = [];
    private readonly Uri broker;
    private readonly bool ownsBroker;
    private readonly Line line;

    private ServiceHarness(TestDatabase<TDb> database, WebApplication app, Uri broker, bool ownsBroker, Line line) =>
        (Database, App, this.broker, this.ownsBroker, this.line) = (database, app, broker, ownsBroker, line);

    public TestDatabase<TDb> Database { get; }

    public WebApplication App { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => App.Services;

    /// <summary>The address of its HTTP endpoints.</summary>
    public Uri Address => new(App.Urls.First());

    public Uri Broker => broker;

    /// <param name="service">The service's name, for example <c>accounting</c>.</param>
    /// <param name="configure">The service's own list of parts.</param>
    /// <param name="hear">Message types that the harness listens to.</param>
    /// <param name="settings">Configuration beyond database, broker and key.</param>
    /// <param name="setup">What only some tests need.</param>
    public static async Task<ServiceHarness<TDb>> StartAsync(
        string service, Action<WebApplicationBuilder, PlatformBuilder> configure, IReadOnlyList<Type> hear,
        IReadOnlyDictionary<string, string?>? settings = null, HarnessSetup<TDb>? setup = null)
    {
        setup ??= new();
        var database = setup.Beside?.Database ?? await TestDatabase.CreateAsync<TDb>();
        var broker = setup.Beside?.broker ?? await TestServers.CreateVirtualHostAsync();
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var line = new Line(connection, await connection.CreateChannelAsync());

        var all = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Database:ConnectionString"] = database.ConnectionString,
            ["Broker:Uri"] = broker.ToString(),
            ["Internal:Key"] = "a key for tests, long enough to be one",
            ["Urls"] = "http://127.0.0.1:0",
        };
        var builder = PlatformHost.CreateBuilder(setup.Arguments, service, all);
        builder.AddPlatform<TDb>(p => configure(builder, p));
        var app = builder.Build();
        app.Services.GetRequiredService<ConfigurationErrors>().ThrowIfAny();
        setup.Map?.Invoke(app);
        app.MapPlatform();
        var harness = new ServiceHarness<TDb>(database, app, broker, setup.Beside is null, line);
        if (hear.Count > 0) await harness.Hear(hear);
        await app.StartAsync();
        if (app.Services.GetService<IBusControl>() is { } bus)
            await Eventually.True(() => bus.CheckHealth().Status == BusHealthStatus.Healthy, "the bus is up");
        return harness;
    }

    /// <summary>Publishes as another service would: straight to the message type's exchange.</summary>
    public async Task Publish(object message, Guid? messageId = null)
    {
        var outgoing = new OutgoingMessages();
        outgoing.Publish(message);
        var row = outgoing.Rows[0];
        var id = messageId ?? row.MessageId!.Value;
        await PublishRaw(message.GetType(), id, Wire.Envelope(row, id, TimeProvider.System.GetUtcNow()));
    }

    /// <summary>Publishes any bytes to a message type's exchange.</summary>
    public async Task PublishRaw(Type type, Guid messageId, byte[] body)
    {
        var properties = new BasicProperties { MessageId = messageId.ToString("D"), ContentType = Wire.ContentType };
        if (Activity.Current?.Id is { } trace) properties.Headers = new Dictionary<string, object?> { ["MT-Activity-Id"] = trace };
        await line.Channel.ExchangeDeclareAsync(Wire.ExchangeOf(type), ExchangeType.Fanout, durable: true);
        await line.Channel.BasicPublishAsync(Wire.ExchangeOf(type), "", false, properties, body);
    }

    /// <summary>The trace ids under which messages of a type were published.</summary>
    public IReadOnlyList<string> TracesOf<T>() =>
        [.. heard.Where(h => h.Type == Wire.ExchangeOf(typeof(T)) && h.Trace is not null).Select(h => h.Trace!.Split('-')[1])];

    /// <summary>Binds a queue for further message types from now on.</summary>
    public Task HearFromNowOn(params Type[] types) => Hear(types);

    /// <summary>All messages of a type heard so far.</summary>
    /// <exception cref="InvalidOperationException">Nobody listens for it here: it would never come.</exception>
    public IReadOnlyList<T> AllOf<T>() => listened.Contains(typeof(T))
        ? [.. heard.Where(h => h.Type == Wire.ExchangeOf(typeof(T))).Select(h => h.Message.Deserialize<T>(Wire.Options)!)]
        : throw new InvalidOperationException($"Say that {typeof(T).Name} is to be heard.");

    /// <summary>Waits for the <paramref name="count"/>-th message of a type that matches.</summary>
    public async Task<T> Published<T>(Func<T, bool>? which = null, int count = 1, int seconds = 20)
    {
        await Eventually.True(() => AllOf<T>().Count(m => which?.Invoke(m) ?? true) >= count, $"{typeof(T).Name} published", seconds);
        return AllOf<T>().Where(m => which?.Invoke(m) ?? true).ElementAt(count - 1);
    }

    /// <summary>A transaction as HTTP handlers and workers run it.</summary>
    public Task Run(Func<Unit<TDb>, Task> body) => Services.GetRequiredService<Transactions<TDb>>().Run(body, default);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await line.Channel.DisposeAsync();
        await line.Connection.DisposeAsync();
        if (!ownsBroker) return;
        await TestServers.DropVirtualHostAsync(broker);
        await Database.DisposeAsync();
    }

    private async Task Hear(IReadOnlyList<Type> types)
    {
        listened.UnionWith(types);
        var queue = (await line.Channel.QueueDeclareAsync("harness-" + Guid.CreateVersion7().ToString("N"), false, true, true)).QueueName;
        foreach (var type in types)
        {
            await line.Channel.ExchangeDeclareAsync(Wire.ExchangeOf(type), ExchangeType.Fanout, durable: true);
            await line.Channel.QueueBindAsync(queue, Wire.ExchangeOf(type), "");
        }
        var consumer = new AsyncEventingBasicConsumer(line.Channel);
        consumer.ReceivedAsync += (_, e) =>
        {
            using var envelope = JsonDocument.Parse(e.Body);
            var type = envelope.RootElement.GetProperty("messageType")[0].GetString()!["urn:message:".Length..];
            var trace = e.BasicProperties.Headers?.TryGetValue("MT-Activity-Id", out var value) == true ? value as byte[] : null;
            heard.Enqueue((type, envelope.RootElement.GetProperty("message").Clone(), trace is null ? null : Encoding.ASCII.GetString(trace)));
            return Task.CompletedTask;
        };
        await line.Channel.BasicConsumeAsync(queue, true, consumer);
    }

    /// <summary>The harness's own connection, beside those of the service.</summary>
    private sealed record Line(IConnection Connection, IChannel Channel);
}
