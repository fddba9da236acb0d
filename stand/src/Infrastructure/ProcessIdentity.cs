using System.Globalization;
using System.Runtime.InteropServices;

namespace Stand.Infrastructure;

/// <summary>
/// A process as it can be told apart from a later one with the same number: its id and the clock tick of its start.
/// Nothing is ever signalled by its number alone.
/// </summary>
/// <param name="Pid">
/// The process id.</param> <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: ticks between the machine's
/// start and the process's.
/// </param>
public readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>The process with this id as it is now; null when there is none.</summary>
    public static ProcessIdentity? Find(int pid) =>
        ReadStat(pid) is { } fields ? new ProcessIdentity(pid, Number(fields[19])) : null;

    /// <summary>This very process.</summary>
    public static ProcessIdentity Own { get; } = Find(Environment.ProcessId)
        ?? throw new PlatformNotSupportedException("/proc is not readable: the stand runs on Linux only.");

    /// <summary>Whether the process still runs; one that ended and was not yet reaped does not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAlive =>
        ReadStat(Pid) is { } fields && Number(fields[19]) == StartTicks && fields[0] is not ("Z" or "X");

    /// <summary>Sends a signal if the process is still this one; false when it is not.</summary>
    public bool Send(Signal signal) => IsAlive && kill(Pid, (int)signal) == 0;

    /// <summary>The processes that this one started and that are still its children.</summary>
    public IReadOnlyList<ProcessIdentity> Children()
    {
        var children = new List<ProcessIdentity>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && ReadStat(pid) is { } fields && Number(fields[1]) == Pid)
                children.Add(new ProcessIdentity(pid, Number(fields[19])));
        }

        return children;
    }

    /// <summary>
    /// Ends the process and its children at once. They are frozen first, so that none can start another.
    /// </summary>
    public void KillTree()
    {
        if (!Send(Signal.Stop))
            return;
        foreach (var child in Children())
            child.KillTree();
        Send(Signal.Kill);
    }

    /// <summary>Waits until the process is gone; false when it still runs after <paramref name="limit"/>.</summary>
    public async Task<bool> WaitForExit(TimeSpan limit, CancellationToken ct = default)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (IsAlive)
        {
            if (waited.Elapsed > limit)
                return false;
            await Task.Delay(50, ct);
        }

        return true;
    }

    /// <summary>Processor time and resident memory used so far; null when the process is gone.</summary>
    public ProcessUsage? Usage()
    {
        if (!IsAlive || ReadStat(Pid) is not { } fields)
            return null;
        const long ticksPerSecond = 100;            // USER_HZ: the same on every Linux that .NET runs on
        var processor = TimeSpan.FromMilliseconds((Number(fields[11]) + Number(fields[12])) * 1000 / ticksPerSecond);
        return new ProcessUsage(processor, Number(fields[21]) * Environment.SystemPageSize);
    }

    /// <summary>
    /// The fields of /proc/PID/stat from the state on; the command before them may hold blanks and brackets.
    /// </summary>
    private static string[]? ReadStat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
