using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Time;

namespace Platform.Persistence;

/// <summary>Something that looks for rows whose time has come and works on them.</summary>
public interface IDueWork
{
    /// <summary>How often it looks when nobody wakes it.</summary>
    TimeSpan Interval { get; }

    /// <summary>
    /// What each round waits first: work that is woken for each row takes what came in a short while, not one row each.
    /// </summary>
    TimeSpan Gather => TimeSpan.Zero;

    /// <summary>One round. True = there may be more, look again at once.</summary>
    Task<bool> RunAsync(CancellationToken ct);
}

/// <summary>Wakes a piece of due work before its interval ends.</summary>
public sealed class WorkSignal<TWork> : IDisposable where TWork : IDueWork
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Wake()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    public void Dispose() => signal.Dispose();

    internal Task Wait(TimeSpan interval, CancellationToken ct) => signal.WaitAsync(interval, ct);
}

/// <summary>Runs one piece of due work for the life of the process; an error is logged and waited out.</summary>
internal sealed class DueWorkHost<TWork>(TWork work, WorkSignal<TWork> signal, PlatformClock clock, ILogger<TWork> log)
    : BackgroundService where TWork : IDueWork
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clock.Jumped += signal.Wake;
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                if (work.Gather > TimeSpan.Zero) await Task.Delay(work.Gather, stoppingToken);
                var more = await work.RunAsync(stoppingToken);
                failures = 0;
                if (!more) await signal.Wait(work.Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                DueWorkLog.Failed(log, e, typeof(TWork).Name);
                var pause = TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(failures++, 10), LongestPause.TotalMilliseconds));
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        clock.Jumped -= signal.Wake;
    }
}

internal static partial class DueWorkLog
{
    [LoggerMessage(120, LogLevel.Warning, "{Work} failed and is tried again")]
    public static partial void Failed(ILogger log, Exception exception, string work);
}
