using System.Diagnostics;

namespace Platform.Messaging;

/// <summary>What one transaction wants to send, and which scheduled messages it takes back; written with it, sent after it.</summary>
public sealed class OutgoingMessages
{
    private readonly List<OutboxRow> rows = [];
    private readonly List<Guid> withdrawn = [];

    public IReadOnlyList<OutboxRow> Rows => rows;

    /// <summary>Tokens of scheduled messages that must not come any more.</summary>
    public IReadOnlyList<Guid> Withdrawn => withdrawn;

    /// <summary>Publishes to everybody who listens for this type; <paramref name="dueAt"/> is business time.</summary>
    public void Publish(object message, DateTimeOffset? dueAt = null) =>
        Add(message, Wire.ExchangeOf(message.GetType()), null, dueAt);

    /// <summary>Publishes what was published before under this message id: whoever handled it does not do so again.</summary>
    internal void PublishAgain(object message, Guid messageId)
    {
        Publish(message);
        rows[^1] = rows[^1] with { MessageId = messageId };
    }

    /// <summary>Sends to one queue later, and can be taken back by its token.</summary>
    public void Schedule(object message, string queue, Guid token, DateTimeOffset dueAt) => Add(message, queue, token, dueAt);

    /// <summary>Brings a message back to one queue later: what it is about was not there yet.</summary>
    public void Park(object message, string queue, int tries, DateTimeOffset dueAt) => Add(message, queue, null, dueAt, tries);

    /// <summary>Sends a message that is serialized already once more, under a new id.</summary>
    internal void Again(string exchange, string messageType, byte[] body)
    {
        var id = Guid.CreateVersion7();
        rows.Add(new OutboxRow(id, id, exchange, messageType, body, Activity.Current?.Id, null, 0, null));
    }

    /// <summary>Takes a scheduled message back, also one scheduled in this same transaction.</summary>
    public void Withdraw(Guid token)
    {
        if (rows.RemoveAll(r => r.Token == token) == 0) withdrawn.Add(token);
    }

    private void Add(object message, string exchange, Guid? token, DateTimeOffset? dueAt, int redelivered = 0)
    {
        var id = Guid.CreateVersion7();                           // real time: the inbox's days are real days
        rows.Add(new OutboxRow(
            id, dueAt is null ? id : null, exchange, Wire.ExchangeOf(message.GetType()), Wire.Serialize(message),
            Activity.Current?.Id, token, redelivered, dueAt));
    }
}
