using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>
/// One queue's loop: takes as many messages as wait, handles them in one transaction, and completes them after its commit. Retry lives
/// here and nowhere else (architecture §7).
/// </summary>
internal sealed class BatchEndpoint : IAsyncDisposable
{
    private const int ConflictRetries = 5;

    /// <summary>A message by itself waits for minutes before a long lock makes it poison: its rows may be somebody's for that long.</summary>
    private const int ConflictRetriesAlone = 40;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);
    private readonly Channel<BatchItem> waiting = Channel.CreateUnbounded<BatchItem>();
    private readonly CancellationTokenSource stopping = new();
    private readonly EndpointLocks locks;
    private readonly BatchTransaction transaction;
    private readonly ILogger log;
    private readonly int limit;
    private readonly Task loop;

    public BatchEndpoint(string queue, int limit, EndpointLocks locks, BatchTransaction transaction, ILogger log)
    {
        (Queue, this.limit, this.locks, this.transaction, this.log) = (queue, limit, locks, transaction, log);
        using (ExecutionContext.SuppressFlow())                   // else the loop would live in the trace of its first message
            loop = Task.Run(Loop);
    }

    public string Queue { get; }

    public async Task Take(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        var item = new BatchItem(context, next, locks.Read(context));
        if (!Inbox.Remembers(item.MessageId, TimeProvider.System.GetUtcNow()))
            throw new MessageTooOldException($"The inbox does not reach back to message {item.MessageId}.");
        await waiting.Writer.WriteAsync(item, stopping.Token);
        await item.Done;
        if (item.IsKnown) await item.SayKnown();
        CrashPoints.Reach("acknowledge.before");
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        waiting.Writer.TryComplete();
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited: what it held stays unacknowledged and comes again.
        }
        stopping.Dispose();
    }

    private async Task Loop()
    {
        var batch = new List<BatchItem>(limit);
        while (await waiting.Reader.WaitToReadAsync(stopping.Token))
        {
            // Under load a batch waits a moment for company: ten messages cost little more than one. A lone one waits for nobody.
            if (batch.Count > 2 && waiting.Reader.Count < limit / 2) await Task.Delay(Gather, stopping.Token);
            batch.Clear();
            while (batch.Count < limit && MayJoin(batch) && waiting.Reader.TryRead(out var item)) batch.Add(item);
            await Handle(batch);
        }
    }

    /// <summary>One whose rows were somebody's is a batch by itself.</summary>
    private bool MayJoin(List<BatchItem> batch) => waiting.Reader.TryPeek(out var next)
        && (batch.Count == 0 || (next.Conflicts == 0 && batch[0].Conflicts == 0));

    private async Task Handle(IReadOnlyList<BatchItem> items)
    {
        for (var (conflicts, pauses) = (0, 0); ;)
        {
            try
            {
                await transaction.Run(Queue, items, stopping.Token);
                foreach (var item in items) item.Complete();
                CrashPoints.Reach("acknowledge.after");
                return;
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Unreachable && !stopping.IsCancellationRequested)
            {
                // Waits in place, unacknowledged: handing the messages back would use up their delivery limit.
                BatchLog.DatabaseAway(log, Queue, items.Count, e.Message);
                await Task.Delay(Pause(pauses++), stopping.Token);
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Conflict && items.Count > 1 && conflicts < ConflictRetries)
            {
                BatchLog.Conflict(log, Queue, items.Count, e.Message);
                await Task.Delay(Jitter(++conflicts), stopping.Token);
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Conflict && items is [{ Conflicts: < ConflictRetriesAlone }])
            {
                // Behind those that wait: a row that somebody holds for long must not hold up the whole queue.
                BatchLog.Conflict(log, Queue, items.Count, e.Message);
                _ = Later(items[0], Jitter(++items[0].Conflicts));
                return;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                await Split(items, e);
                return;
            }
        }
    }

    /// <summary>The loop goes on meanwhile. Stopped before its time it comes again from the broker.</summary>
    private async Task Later(BatchItem item, TimeSpan pause)
    {
        await Task.Delay(pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        waiting.Writer.TryWrite(item);
    }

    /// <summary>Something in here is poison, or it meets too many conflicts: each message by itself, in its own transaction.</summary>
    private async Task Split(IReadOnlyList<BatchItem> items, Exception exception)
    {
        if (items.Count == 1)
        {
            BatchLog.Poison(log, exception, Queue, items[0].MessageId, items[0].Body?.GetType().Name ?? "unheard-of");
            items[0].Fail(exception);
            return;
        }
        BatchLog.Split(log, Queue, items.Count, exception.Message);
        foreach (var item in items) await Handle([item]);
    }

    private static TimeSpan Pause(int n) => TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(n, 10), LongestPause.TotalMilliseconds));

    private static TimeSpan Jitter(int n) => TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << Math.Min(n, 7)));
}
