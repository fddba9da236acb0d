using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Platform.Messaging;

/// <summary>
/// Brings what lies in the <c>_error</c> and <c>_skipped</c> queues of this service into a table where people see it; nobody watches queues.
/// </summary>
internal sealed class DeadLetterDesk(
    BrokerAddress broker, PlatformBuilder platform, NpgsqlDataSource database, ILogger<DeadLetterDesk> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                OutboxLog.Waiting(log, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = broker.Uri, AutomaticRecoveryEnabled = false, ClientProvidedName = "desk " + broker.Service };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.BasicQosAsync(0, 20, false, ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) =>
        {
            await Keep(e, ct);
            await channel.BasicAckAsync(e.DeliveryTag, false, ct);
        };
        foreach (var queue in platform.Endpoints.SelectMany(e => new[] { e.Queue + "_error", e.Queue + "_skipped" }))
        {
            await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.QueueDeclareAsync(queue, true, false, false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
            await channel.QueueBindAsync(queue, queue, "", cancellationToken: ct);
            await channel.BasicConsumeAsync(queue, false, queue, consumer, ct);
        }
        var closed = new TaskCompletionSource();
        connection.ConnectionShutdownAsync += (_, _) => { closed.TrySetResult(); return Task.CompletedTask; };
        channel.ChannelShutdownAsync += (_, _) => { closed.TrySetResult(); return Task.CompletedTask; };
        await closed.Task.WaitAsync(ct);
    }

    private async Task Keep(BasicDeliverEventArgs letter, CancellationToken ct)
    {
        var properties = letter.BasicProperties;
        await using var command = database.CreateCommand("""
            INSERT INTO dead_letters (id, source, message_id, message_type, exchange, body, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)
            """);
        var id = Guid.TryParse(properties.MessageId, out var messageId) ? messageId : (Guid?)null;
        foreach (var value in new object?[]
                 {
                     Guid.CreateVersion7(), letter.ConsumerTag, id, Header(properties, "MT-MessageType"), letter.Exchange,
                     letter.Body.ToArray(), Reason(properties),
                 })
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The handler's word, or the broker's: <c>delivery_limit</c>.</summary>
    private static string Reason(IReadOnlyBasicProperties properties) =>
        Header(properties, "MT-Fault-Message") ?? Header(properties, "MT-Reason") ?? Header(properties, "x-first-death-reason") ?? "skipped";

    private static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true
            ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString()
            : null;
}
