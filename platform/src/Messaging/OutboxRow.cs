namespace Platform.Messaging;

/// <summary>One message on its way out, as it lies in the outbox.</summary>
/// <param name="MessageId">What receivers remember; null until a scheduled row is first claimed for sending.</param>
/// <param name="Exchange">Where it goes: the message type's exchange, or a queue's for scheduled messages.</param>
/// <param name="MessageType">Namespace:Type.</param>
/// <param name="Body">The message as JSON, without its envelope.</param>
/// <param name="TraceParent">The trace in which it was published.</param>
/// <param name="Token">Of a scheduled message, to take it back.</param>
/// <param name="Redelivered">How often the message was parked because its saga was not there yet.</param>
/// <param name="DueAt">Business time before which it is not sent; null = at once.</param>
public sealed record OutboxRow(
    Guid Id, Guid? MessageId, string Exchange, string MessageType, byte[] Body, string? TraceParent, Guid? Token,
    int Redelivered, DateTimeOffset? DueAt);
