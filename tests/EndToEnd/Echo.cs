using System.Text;
using System.Text.Json.Nodes;
using Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Stand.Processes;

namespace EndToEnd;

/// <summary>
/// A bad network: hears every message of the contracts and delivers it once more, and every command yet again under a new id. What it
/// sends carries a mark, so that it does not hear itself.
/// </summary>
internal sealed class Echo : IAsyncDisposable
{
    private const string Mark = "echo";
    private readonly IConnection connection;
    private readonly IChannel channel;
    private int repeated;

    private Echo(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public int Repeated => Volatile.Read(ref repeated);

    public static async Task<Echo> Start(RunningPlatform platform)
    {
        var connection = await new ConnectionFactory { Uri = platform.Broker.UriOf(platform.VirtualHost) }.CreateConnectionAsync();
        var echo = new Echo(connection, await connection.CreateChannelAsync());
        var queue = (await echo.channel.QueueDeclareAsync()).QueueName;
        foreach (var type in typeof(Money).Assembly.GetExportedTypes().Where(IsMessage))
        {
            await echo.channel.ExchangeDeclareAsync(ExchangeOf(type), ExchangeType.Fanout, durable: true);
            await echo.channel.QueueBindAsync(queue, ExchangeOf(type), "");
        }
        var consumer = new AsyncEventingBasicConsumer(echo.channel);
        consumer.ReceivedAsync += (_, delivery) => echo.Repeat(delivery);
        await echo.channel.BasicConsumeAsync(queue, true, consumer);
        return echo;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task Repeat(BasicDeliverEventArgs delivery)
    {
        if (delivery.BasicProperties.Headers?.ContainsKey(Mark) == true) return;
        await Send(delivery.Exchange, delivery.BasicProperties.MessageId!, delivery.Body);
        if (!IsCommand(delivery.Exchange)) return;
        var envelope = JsonNode.Parse(delivery.Body.Span)!;
        var id = Guid.CreateVersion7().ToString("D");
        envelope["messageId"] = id;
        await Send(delivery.Exchange, id, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    private async Task Send(string exchange, string id, ReadOnlyMemory<byte> body)
    {
        var properties = new BasicProperties
        {
            MessageId = id,
            ContentType = "application/vnd.masstransit+json",
            Headers = new Dictionary<string, object?> { [Mark] = "1" },
        };
        await channel.BasicPublishAsync(exchange, "", false, properties, body);
        Interlocked.Increment(ref repeated);
    }

    private static bool IsMessage(Type type) =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false } && type.Namespace!.StartsWith("Contracts.", StringComparison.Ordinal)
        && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type);

    private static string ExchangeOf(Type type) => $"{type.Namespace}:{type.Name}";

    /// <summary>Commands are imperative.</summary>
    private static bool IsCommand(string exchange) => exchange.Split(':')[1] is var name
        && new[] { "Deduct", "Cancel", "Settle", "Execute", "Stop", "Hold", "Book", "Make" }.Any(v => name.StartsWith(v, StringComparison.Ordinal))
        && !name.EndsWith("ed", StringComparison.Ordinal);
}
