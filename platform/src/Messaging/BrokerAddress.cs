namespace Platform.Messaging;

/// <summary>Where the broker is, and as whom we come.</summary>
/// <param name="Uri">amqp://user:password@host:port/vhost</param>
/// <param name="Service">The service's name: it leads the names of its queues.</param>
public sealed record BrokerAddress(Uri Uri, string Service);
