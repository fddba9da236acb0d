namespace Stand.Infrastructure;

/// <summary>
/// Ends runs so that nothing is left of them: no process, no container, no shared memory, no directory.
/// </summary>
public static class Ending
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Ends a run from outside: asks its keeper first, then sees to what is left.</summary>
    public static async Task EndRun(RunState state)
    {
        if (state.Keeper != ProcessIdentity.Own && state.Keeper.Send(Signal.Terminate))
            if (!await state.Keeper.WaitForExit(Patience))
                state.Keeper.Send(Signal.Kill);
        await Clear(RunDirectory.Find(state.Id) ?? state);
    }

    /// <summary>
    /// Removes what is left of a run whose keeper has ended, or is us with everything stopped in order.
    /// </summary>
    public static async Task Clear(RunState state)
    {
        foreach (var process in state.Processes.Values)
        {
            process.KillTree();
            await process.WaitForExit(TimeSpan.FromSeconds(10));
        }

        foreach (var removal in state.Removals)
            await Tool.Try(removal);
        foreach (var directory in new[] { state.DataDirectory, RunDirectory.PathOf(state.Id) }.OfType<string>())
        {
            await RemoveSharedMemory(directory);
            await Tool.Try(["rm", "-rf", directory]);
        }
    }

    /// <summary>
    /// A PostgreSQL that was killed leaves a small System V segment, named in the seventh line of its pid file.
    /// </summary>
    private static async Task RemoveSharedMemory(string directory)
    {
        var pidFile = System.IO.Path.Combine(directory, "database", "data", "postmaster.pid");
        if (!File.Exists(pidFile))
            return;
        var words = File.ReadLines(pidFile).ElementAtOrDefault(6)?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [_, var id])
            await Tool.Try(["ipcrm", "-m", id]);
    }
}
