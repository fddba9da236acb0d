using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// <c>down [ID…]</c>: ends the named runs of this checkout, or all of them, and leaves nothing of them; without a name
/// it also removes what ended runs left to be looked at, and the desk's session.
/// </summary>
public static class DownCommand
{
    /// <summary>Runs the command.</summary>
    public static async Task<int> Run(string[] ids, CancellationToken ct)
    {
        var runs = RunDirectory.States().Where(s => ids.Length == 0 || ids.Contains(s.Id)).ToList();
        foreach (var run in runs)
        {
            ct.ThrowIfCancellationRequested();
            await Ending.EndRun(run);
            Console.WriteLine($"{run.Id} is down.");
        }

        if (runs.Count == 0)
            Console.WriteLine("Nothing is up.");
        if (ids.Length == 0)
            foreach (var kept in new[] { RunDirectory.KeptSpans, RunDirectory.KeptLogs }.Where(Directory.Exists))
                Directory.Delete(kept, recursive: true);
        if (ids.Length == 0 && File.Exists(DeskSession.Path))
            File.Delete(DeskSession.Path);
        if (Directory.Exists(RunDirectory.Root) && !Directory.EnumerateFileSystemEntries(RunDirectory.Root).Any())
            Directory.Delete(RunDirectory.Root);
        return ids.Except(runs.Select(r => r.Id)).Any() ? 1 : 0;
    }
}
