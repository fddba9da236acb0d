using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Platform.Messaging;

/// <summary>
/// Sends outbox rows with pipelined confirms over a connection of its own. No cancellation token ever reaches a publish: with this client
/// it can wedge the channel. A publish that does not resolve in time stays <see cref="Unresolved"/>, and is not sent
/// again, until it resolves or its connection is gone.
/// </summary>
internal sealed class OutboxPublisher(BrokerAddress broker, MessageTypes types, TimeProvider clock, ILogger<OutboxPublisher> log)
    : IAsyncDisposable
{
    private const int InFlightAtMost = 512;
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim opening = new(1);
    private readonly ConcurrentDictionary<Guid, long> unresolved = new();
    private readonly ConcurrentQueue<Guid> delivered = new();
    private readonly ConcurrentQueue<Guid> failed = new();
    private readonly ConcurrentQueue<Guid> returned = new();
    private ConcurrentDictionary<string, Task> declared = new();
    private IConnection? connection;
    private IChannel? channel;
    private int inFlight;

    /// <summary>The process, as rows name it.</summary>
    public Guid Owner { get; } = Guid.CreateVersion7();

    /// <summary>Rows that were handed to the broker and neither confirmed nor refused.</summary>
    public Guid[] Unresolved => [.. unresolved.Keys];

    public bool IsConnected => channel is { IsOpen: true };

    /// <summary>True while the broker does not keep up: new rows stay in the table until it does.</summary>
    public bool IsFull => Volatile.Read(ref inFlight) >= InFlightAtMost;

    public Guid[] TakeDelivered() => Drain(delivered);

    public Guid[] TakeFailed() => Drain(failed);

    public Guid[] TakeReturned() => Drain(returned);

    /// <summary>Starts sending and does not wait. What cannot be sent now is reported by <see cref="TakeFailed"/>.</summary>
    public void Post(IReadOnlyList<OutboxRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.DueAt is not null && row.MessageId is null) continue;           // a timer: the dispatcher takes it when it is due
            if (channel is { IsOpen: true } open && !IsFull) _ = Send(open, row);
            else failed.Enqueue(row.Id);
        }
    }

    /// <summary>Opens the connection when there is none, and drops one on which publishes have been stuck too long.</summary>
    public async Task EnsureConnected(CancellationToken ct)
    {
        await opening.WaitAsync(ct);
        try
        {
            if (IsConnected && !IsStuck()) return;
            await Close();
            var factory = new ConnectionFactory
            {
                Uri = broker.Uri,
                AutomaticRecoveryEnabled = false,
                RequestedHeartbeat = TimeSpan.FromSeconds(10),
                ClientProvidedName = "outbox " + broker.Service,
            };
            connection = await factory.CreateConnectionAsync(ct);
            var limiter = new ThrottlingRateLimiter(InFlightAtMost * 2);
            declared = new();
            channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, limiter), ct);
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        opening.Dispose();
    }

    private async Task Send(IChannel open, OutboxRow row)
    {
        Interlocked.Increment(ref inFlight);
        unresolved[row.Id] = Stopwatch.GetTimestamp();
        try
        {
            CrashPoints.Reach("outbox-send.before");
            await Declare(open, row.Exchange);
            var properties = new BasicProperties
            {
                MessageId = row.MessageId!.Value.ToString("D"),
                ContentType = Wire.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
            };
            if (row.TraceParent is { } trace)
                properties.Headers = new Dictionary<string, object?> { ["traceparent"] = trace, ["MT-Activity-Id"] = trace };
            var body = Wire.Envelope(row, row.MessageId.Value, clock.GetUtcNow());
            await open.BasicPublishAsync(row.Exchange, "", types.IsMandatory(row.MessageType), properties, body, CancellationToken.None);
            CrashPoints.Reach("outbox-send.after");
            delivered.Enqueue(row.Id);
        }
        catch (PublishException e) when (e.IsReturn)
        {
            OutboxLog.Returned(log, row.MessageType, row.Id);
            returned.Enqueue(row.Id);
        }
        catch (Exception e)
        {
            OutboxLog.NotSent(log, e, row.MessageType, row.Id);
            failed.Enqueue(row.Id);
        }
        finally
        {
            unresolved.TryRemove(row.Id, out _);
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>Publishing to an exchange that is not there closes the channel for everybody: declared once per connection.</summary>
    private async Task Declare(IChannel open, string exchange)
    {
        var declaring = declared.GetOrAdd(exchange, name => open.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true));
        try
        {
            await declaring;
        }
        catch
        {
            declared.TryRemove(new(exchange, declaring));         // one that ran out of time must not fail all that follow
            throw;
        }
    }

    private bool IsStuck()
    {
        foreach (var since in unresolved.Values)
            if (Stopwatch.GetElapsedTime(since) > GiveUpAfter) return true;
        return false;
    }

    private async Task Close()
    {
        var (oldChannel, oldConnection) = (channel, connection);
        (channel, connection) = (null, null);
        try
        {
            // Aborting resolves every outstanding publish on it as failed.
            if (oldConnection is not null) await oldConnection.AbortAsync(200, "recycled", TimeSpan.FromSeconds(2));
            if (oldChannel is not null) await oldChannel.DisposeAsync();
            if (oldConnection is not null) await oldConnection.DisposeAsync();
        }
        catch (Exception e)
        {
            OutboxLog.CloseFailed(log, e);
        }
    }

    private static Guid[] Drain(ConcurrentQueue<Guid> queue)
    {
        if (queue.IsEmpty) return [];
        var ids = new List<Guid>();
        while (ids.Count < 5000 && queue.TryDequeue(out var id)) ids.Add(id);
        return [.. ids];
    }
}
