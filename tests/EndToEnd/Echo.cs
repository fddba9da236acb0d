using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Stand.Processes;

namespace EndToEnd;

/// <summary>
/// A bad network: hears every message, also those of a service to itself and its timers, and delivers it once more, and every command
/// between services yet again under a new id. What it sends carries a mark, so that it does not hear itself.
/// </summary>
internal sealed class Echo : IAsyncDisposable
{
    private const string Mark = "echo";
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly ConcurrentDictionary<string, int> heard = new();
    private int repeated;

    private Echo(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public int Repeated => Volatile.Read(ref repeated);

    /// <summary>What was published so far, by message type; timers by the queue that they were for.</summary>
    public ICollection<string> Heard => heard.Keys;

    public static async Task<Echo> Start(RunningPlatform platform)
    {
        var connection = await new ConnectionFactory { Uri = platform.Broker.UriOf(platform.VirtualHost) }.CreateConnectionAsync();
        var echo = new Echo(connection, await connection.CreateChannelAsync());
        var queue = (await echo.channel.QueueDeclareAsync()).QueueName;
        foreach (var exchange in await Topology.Exchanges(platform)) await echo.channel.QueueBindAsync(queue, exchange, "");
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
        heard.AddOrUpdate(delivery.Exchange, 1, (_, n) => n + 1);
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

    /// <summary>Commands are imperative.</summary>
    private static bool IsCommand(string exchange) => exchange.StartsWith("Contracts.", StringComparison.Ordinal)
        && exchange.Split(':')[1] is var name
        && new[] { "Deduct", "Cancel", "Settle", "Execute", "Stop", "Hold", "Book", "Make" }.Any(v => name.StartsWith(v, StringComparison.Ordinal))
        && !name.EndsWith("ed", StringComparison.Ordinal);
}
