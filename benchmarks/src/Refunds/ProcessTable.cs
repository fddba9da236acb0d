using System.Globalization;

namespace Benchmarks.Refunds;

/// <summary>All processes of this machine as /proc shows them at one moment, with their children.</summary>
internal sealed class ProcessTable
{
    private const long TicksPerSecond = 100;                      // USER_HZ: the same on every Linux that .NET runs on
    private readonly Dictionary<int, string[]> stats = [];
    private readonly ILookup<int, int> children;

    private ProcessTable()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Text($"/proc/{pid}/stat") is { } stat)
                stats[pid] = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        children = stats.ToLookup(s => (int)Number(s.Value[1]), s => s.Key);
    }

    public static ProcessTable Read() => new();

    /// <summary>User and system time of a process alone.</summary>
    public TimeSpan OwnProcessor(int pid) => Sum(pid, fields: 2);

    /// <summary>User and system time of a process and all below it, those that have ended included.</summary>
    public TimeSpan Processor(int pid) => Tree(pid).Aggregate(TimeSpan.Zero, (sum, p) => sum + Sum(p, fields: 4));

    /// <summary>
    /// Resident bytes of a process and all below it. What they share (a database's buffers, the program itself) counts once.
    /// </summary>
    public long Memory(int pid) => Memory(Tree(pid));

    /// <summary>Resident bytes of a process alone.</summary>
    public static long OwnMemory(int pid) => Memory([pid]);

    private static long Memory(IEnumerable<int> processes)
    {
        var (own, shared) = (0L, 0L);
        foreach (var process in processes)
        {
            var status = Text($"/proc/{process}/status") ?? "";
            own += KiB(status, "RssAnon:");
            shared = Math.Max(shared, KiB(status, "RssFile:") + KiB(status, "RssShmem:"));
        }
        return (own + shared) << 10;
    }

    /// <summary>utime, stime, and with four fields cutime and cstime.</summary>
    private TimeSpan Sum(int pid, int fields) => TimeSpan.FromMilliseconds(
        Enumerable.Range(11, fields).Sum(field => Number(stats[pid][field])) * 1000 / TicksPerSecond);

    private IEnumerable<int> Tree(int pid) =>
        stats.ContainsKey(pid) ? children[pid].SelectMany(Tree).Prepend(pid) : [];

    private static long KiB(string status, string name)
    {
        var at = status.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? 0 : Number(status[(at + name.Length)..].TrimStart().Split(' ')[0]);
    }

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;                                          // it ended while we looked
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
