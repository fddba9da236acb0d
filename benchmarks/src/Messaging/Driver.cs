using System.Diagnostics;

namespace Benchmarks.Messaging;

/// <summary>Puts refunds in and measures what comes out.</summary>
internal sealed class Driver(Finished finished, Func<IReadOnlyList<BeginHops>, Task> begin)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(12);
    private static readonly string Text = new('x', 200);

    /// <summary>Keeps <paramref name="inFlight"/> refunds on their way; returns how many end in a second.</summary>
    public async Task<int> Maximum(int inFlight)
    {
        await Keep(inFlight, WarmUp);
        finished.Reset();
        var watch = Stopwatch.StartNew();
        await Keep(inFlight, Measured);
        var rate = (int)(finished.Ended * 1000L / watch.ElapsedMilliseconds);
        await Drain();
        return rate;
    }

    /// <summary>Begins so many a second, evenly; returns how long 99 in 100 took at most.</summary>
    public async Task<TimeSpan> LagAt(int perSecond)
    {
        await Pace(perSecond, WarmUp);
        finished.Reset();
        await Pace(perSecond, Measured);
        await Drain();
        return finished.Percentile(99);
    }

    private async Task Keep(int inFlight, TimeSpan time)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            var missing = inFlight - finished.InFlight;
            if (missing > 0) await Begin(missing);
            else await Task.Delay(1);
        }
    }

    private async Task Pace(int perSecond, TimeSpan time)
    {
        var begun = 0L;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            var due = (perSecond * watch.ElapsedMilliseconds / 1000) - begun;
            if (due > 0) await Begin((int)due);
            begun += Math.Max(due, 0);
            await Task.Delay(5);
        }
    }

    private async Task Begin(int count)
    {
        var refunds = Enumerable.Range(0, count).Select(_ => new BeginHops(Guid.CreateVersion7(), Random.Shared.Next(1000), Text)).ToList();
        foreach (var refund in refunds) finished.Begin(refund.RefundId);
        await begin(refunds);
    }

    private async Task Drain()
    {
        for (var watch = Stopwatch.StartNew(); finished.InFlight > 0 && watch.Elapsed < TimeSpan.FromSeconds(20);) await Task.Delay(20);
        if (finished.InFlight > 0) throw new TimeoutException($"{finished.InFlight} refunds never ended.");
    }
}
