using System.Threading.Channels;

namespace Platform.Persistence;

/// <summary>
/// Lets many callers share one transaction: as many items as wait are worked on together, with no timer, so a lone one
/// waits for nobody and many cost little more than one. When the work on several fails, each is tried by itself, so a
/// bad one is alone with its error. One whose rows are somebody's (a conflict) is tried again after the others: they do not
/// wait for it. A lost connection fails them all: nobody knows whether their commit was done.
/// </summary>
public sealed class Gatherer<TItem, TResult> : IAsyncDisposable
{
    private const int ConflictRetries = 5;
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> work;
    private readonly int atMost;
    private readonly Task loop;

    /// <param name="work">Answers a result for each item, in their order; does not repeat itself after a conflict.</param>
    /// <param name="atMost">So many items share a transaction.</param>
    public Gatherer(Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> work, int atMost)
    {
        (this.work, this.atMost) = (work, atMost);
        using (ExecutionContext.SuppressFlow())                   // else the loop would live in the trace of its first caller
            loop = Task.Run(Loop);
    }

    /// <summary>
    /// The item's result, once its transaction has committed. A caller that goes away stops waiting; its item may be worked on all the same.
    /// </summary>
    public async Task<TResult> Add(TItem item, CancellationToken ct)
    {
        var waiting = new Waiting(item, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(waiting, ct);
        return await waiting.Done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Loop()
    {
        var together = new List<Waiting>(atMost);
        while (await queue.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < atMost && MayJoin(together) && queue.Reader.TryRead(out var next)) together.Add(next);
            await Work(together);
        }
    }

    /// <summary>One that met a conflict is worked on by itself.</summary>
    private bool MayJoin(List<Waiting> together) => queue.Reader.TryPeek(out var next)
        && (together.Count == 0 || (next.Conflicts == 0 && together[0].Conflicts == 0));

    private async Task Work(IReadOnlyList<Waiting> items)
    {
        try
        {
            var results = await work([.. items.Select(i => i.Item)], stopping.Token);
            for (var i = 0; i < items.Count; i++) items[i].Done.TrySetResult(results[i]);
        }
        catch (Exception e) when (items.Count > 1 && DatabaseFaults.Classify(e) is not DatabaseFault.Unreachable)
        {
            foreach (var item in items) await Work([item]);
        }
        catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Conflict && items[0].Conflicts < ConflictRetries)
        {
            _ = Later(items[0] with { Conflicts = items[0].Conflicts + 1 }, e);
        }
        catch (Exception e)
        {
            foreach (var item in items) item.Done.TrySetException(e);
        }
    }

    /// <summary>The others are worked on meanwhile. Stopped before its time it ends with its error.</summary>
    private async Task Later(Waiting item, Exception conflict)
    {
        await Task.Delay(Random.Shared.Next(5, 20 << item.Conflicts), stopping.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!queue.Writer.TryWrite(item)) item.Done.TrySetException(conflict);
    }

    private readonly record struct Waiting(TItem Item, TaskCompletionSource<TResult> Done, int Conflicts = 0);
}
