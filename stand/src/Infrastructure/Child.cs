using System.Diagnostics;

namespace Stand.Infrastructure;

/// <summary>A process that we started.</summary>
public sealed class Child
{
    private readonly Process _process;

    internal Child(string name, Process process, string logFile)
    {
        (Name, _process, LogFile) = (name, process, logFile);
        Identity = ProcessIdentity.Find(process.Id) ?? new ProcessIdentity(process.Id, 0);
    }

    /// <summary>What logs and the state file call it.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>Its id and start.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Whether it ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Sends a signal; nothing happens when it has ended.</summary>
    public void Send(Signal signal)
    {
        if (!_process.HasExited)
            Identity.Send(signal);
    }

    /// <summary>
    /// Asks for a graceful end and, when <paramref name="limit"/> is over, kills it with its children.
    /// </summary>
    /// <returns>True when it ended by itself.</returns>
    public async Task<bool> Stop(Signal signal, TimeSpan limit)
    {
        Send(signal);
        var ended = await WaitForExit(limit);
        if (!ended)
            await Kill9();
        return ended;
    }

    /// <summary>Kills it with its children, before they can do anything about it, and waits until it is gone.</summary>
    public async Task Kill9()
    {
        Identity.KillTree();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended; false when <paramref name="limit"/> passed first.</summary>
    public async Task<bool> WaitForExit(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// Waits until <paramref name="ready"/> says yes, asking every tenth of a second. Throws with the end of the log
    /// when the process ends first or <paramref name="limit"/> is over.
    /// </summary>
    public async Task WaitUntil(Func<Task<bool>> ready, TimeSpan limit, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (!await ready())
        {
            if (_process.HasExited)
                throw new StandException($"{Name} ended with code {_process.ExitCode} before it was ready.{LogTail()}");
            if (waited.Elapsed > limit)
                throw new StandException($"{Name} was not ready after {limit.TotalSeconds} s.{LogTail()}");
            await Task.Delay(100, ct);
        }
    }

    /// <summary>The last lines of its log, for a message.</summary>
    public string LogTail() => !File.Exists(LogFile) ? "" : string.Join(
        Environment.NewLine + "  ", File.ReadLines(LogFile).TakeLast(30).Prepend($"\nThe end of {LogFile}:"));
}
