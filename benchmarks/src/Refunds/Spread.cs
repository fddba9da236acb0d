namespace Benchmarks.Refunds;

/// <summary>Times in order of length.</summary>
internal sealed class Spread(IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] sorted = [.. times.Order()];

    public int Count => sorted.Length;

    /// <summary>So many in a hundred took at most this long, in whole milliseconds; zero when there are none.</summary>
    public long Percentile(int percent) => sorted.Length == 0
        ? 0
        : (long)sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)].TotalMilliseconds;

    public override string ToString() => $"median {Percentile(50)} ms, p99 {Percentile(99)} ms";
}
