using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks.Messaging;

/// <summary>Keeps so many refunds in flight, and knows when each began and ended.</summary>
public sealed class Finished
{
    private readonly ConcurrentDictionary<Guid, long> begun = new();
    private readonly ConcurrentQueue<TimeSpan> took = new();
    private int ended;

    public int Ended => Volatile.Read(ref ended);

    public int InFlight => begun.Count;

    public void Begin(Guid refund) => begun[refund] = Stopwatch.GetTimestamp();

    /// <summary>Called inside the handler; a repeated batch reports again and is counted once.</summary>
    public void Report(Guid refund)
    {
        if (!begun.TryRemove(refund, out var since)) return;
        took.Enqueue(Stopwatch.GetElapsedTime(since));
        Interlocked.Increment(ref ended);
    }

    /// <summary>Forgets what was measured so far, not what is in flight.</summary>
    public void Reset()
    {
        took.Clear();
        Volatile.Write(ref ended, 0);
    }

    public TimeSpan Percentile(int percent)
    {
        var all = took.Order().ToArray();
        return all.Length == 0 ? TimeSpan.Zero : all[Math.Min(all.Length - 1, all.Length * percent / 100)];
    }
}
