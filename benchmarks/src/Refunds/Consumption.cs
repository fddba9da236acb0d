using System.Diagnostics;
using System.Globalization;
using Stand.Processes;

namespace Benchmarks.Refunds;

/// <summary>
/// Processor time and memory of each process of a run, and of this one, looked at once a second. A server's workers count with it.
/// </summary>
internal sealed class Consumption(RunningPlatform platform)
{
    private const string Own = "load and webhook receiver";
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Dictionary<string, Used> before = Look(platform);
    private readonly Dictionary<string, long> peak = [];
    private Dictionary<string, Used> now = [];
    private TimeSpan watched;

    /// <summary>Looks until it is stopped.</summary>
    public async Task Watch(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) Take();
        }
        catch (OperationCanceledException)
        {
            Take();
        }
    }

    /// <summary>One line per process, the largest consumer first.</summary>
    public IEnumerable<string> Lines() =>
        from used in now
        let spent = used.Value.Processor - before.GetValueOrDefault(used.Key).Processor
        orderby spent descending
        select string.Create(CultureInfo.InvariantCulture,
            $"{used.Key}: {(long)spent.TotalMilliseconds / 1000}.{(long)spent.TotalMilliseconds / 100 % 10} s of processor, {peak[used.Key] >> 20} MiB at most");

    /// <summary>What all together took of this machine's cores, in percent.</summary>
    public long SharePercent =>
        now.Sum(used => (used.Value.Processor - before.GetValueOrDefault(used.Key).Processor).Ticks) * 100
        / Math.Max(1, watched.Ticks * Environment.ProcessorCount);

    private void Take()
    {
        (now, watched) = (Look(platform), watch.Elapsed);
        foreach (var (name, used) in now) peak[name] = Math.Max(peak.GetValueOrDefault(name), used.Memory);
    }

    private static Dictionary<string, Used> Look(RunningPlatform platform)
    {
        var processes = ProcessTable.Read();
        var used = platform.Run.State.Processes.ToDictionary(
            p => p.Key, p => new Used(processes.Processor(p.Value.Pid), processes.Memory(p.Value.Pid)));
        var own = Environment.ProcessId;                          // all others are its children
        used[Own] = new Used(processes.OwnProcessor(own), ProcessTable.OwnMemory(own));
        return used;
    }

    private readonly record struct Used(TimeSpan Processor, long Memory);
}
