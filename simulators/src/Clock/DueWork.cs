namespace Simulators.Clock;

/// <summary>
/// Does things when virtual time reaches them: a refund that succeeds in an hour, a notice that is repeated. The
/// order is by due time; work due at the same moment runs side by side.
/// </summary>
public sealed class DueWork : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private readonly PriorityQueue<Func<CancellationToken, Task>, DateTimeOffset> queue = new();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly VirtualClock clock;
    private readonly ILogger<DueWork> log;
    private int running;

    public DueWork(VirtualClock clock, ILogger<DueWork> log)
    {
        (this.clock, this.log) = (clock, log);
        clock.Moved += () => wake.Release();
    }

    /// <summary>
    /// Runs <paramref name="work"/> once virtual time is <paramref name="due"/>; its exceptions are logged.
    /// </summary>
    public void At(DateTimeOffset due, Func<CancellationToken, Task> work)
    {
        lock (gate) queue.Enqueue(work, due);
        wake.Release();
    }

    /// <summary>When the next thing is due; null when nothing is.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate) return queue.TryPeek(out var _, out var due) ? due : null;
        }
    }

    /// <summary>All that was due is done.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
                return running == 0 && (!queue.TryPeek(out var _, out var due) || due > clock.GetUtcNow());
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var sleep = RunDue(stoppingToken);
                await wake.WaitAsync(sleep, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // the process stops; what is not done yet is forgotten, like everything here but the truth
        }
    }

    private TimeSpan RunDue(CancellationToken ct)
    {
        while (true)
        {
            Func<CancellationToken, Task> work;
            lock (gate)
            {
                if (!queue.TryPeek(out work!, out var due)) return LongestSleep;
                var left = due - clock.GetUtcNow();
                if (left > TimeSpan.Zero) return left < LongestSleep ? left : LongestSleep;
                queue.Dequeue();
                running++;
            }
            _ = Run(work, ct);
        }
    }

    private async Task Run(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await Task.Yield();
            await work(ct);
        }
        catch (OperationCanceledException)
        {
            // the process stops
        }
        catch (Exception e)
        {
            log.LogError(e, "Due work failed");
        }
        finally
        {
            lock (gate) running--;
        }
    }
}
