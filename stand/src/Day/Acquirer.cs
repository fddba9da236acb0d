using Platform.Messaging;
using RabbitMQ.Client;

namespace Stand.Day;

/// <summary>The acquiring system beside the platform: what it knows reaches the platform as messages.</summary>
public sealed class Acquirer(Uri broker)
{
    /// <summary>Publishes one message, confirmed by the broker and certain to have reached a queue.</summary>
    public async Task Tell(object message)
    {
        var outgoing = new OutgoingMessages();
        outgoing.Publish(message);
        var row = outgoing.Rows[0];
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null, null));
        await channel.BasicPublishAsync(row.Exchange, "", true,
            new BasicProperties
            {
                MessageId = row.MessageId!.Value.ToString("D"), ContentType = Wire.ContentType, DeliveryMode = DeliveryModes.Persistent,
            },
            Wire.Envelope(row, row.MessageId.Value, TimeProvider.System.GetUtcNow()));
    }
}
