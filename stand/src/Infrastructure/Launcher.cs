using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stand.Infrastructure;

/// <summary>
/// Starts processes that end with us. Each gets a session of its own, so that Ctrl-C reaches only us and we stop them
/// in order; and the kernel kills it if we are killed, so that nothing is left behind.
/// </summary>
/// <remarks>
/// The kernel sends that signal when the starting <em>thread</em> ends, and threads of the pool come and go: therefore
/// one thread, which lives as long as this process, starts them all.
/// </remarks>
public static class Launcher
{
    private static readonly BlockingCollection<Action> Orders = [];

    static Launcher()
    {
        var thread = new Thread(() =>
        {
            foreach (var order in Orders.GetConsumingEnumerable())
                order();
        })
        { IsBackground = true, Name = "launcher" };
        thread.Start();
    }

    /// <summary>Starts a process. Throws when its program cannot be started.</summary>
    public static Task<Child> Start(Launch launch)
    {
        var started = new TaskCompletionSource<Child>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add(() =>
        {
            try
            {
                started.SetResult(StartNow(launch));
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static Child StartNow(Launch launch)
    {
        var info = new ProcessStartInfo("sh") { WorkingDirectory = launch.WorkingDirectory ?? "" };
        string[] tied = launch.OutlivesUs ? [] : ["setpriv", "--pdeathsig", "KILL"];
        // A change of account clears the death signal, so the account is changed first.
        foreach (var argument in (string[])["-c", "log=$1; shift; exec setsid \"$@\" </dev/null >>\"$log\" 2>&1", "sh",
                     launch.LogFile, .. launch.Account.Prefix, .. tied, .. launch.Command])
            info.ArgumentList.Add(argument);
        foreach (var (key, value) in launch.Environment)
            info.Environment[key] = value;

        var process = Process.Start(info) ?? throw new InvalidOperationException($"{launch.Name} did not start.");
        return new Child(launch.Name, process, launch.LogFile);
    }
}
