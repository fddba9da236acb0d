using System.Diagnostics;

namespace Stand.Day;

/// <summary>Waiting that says what it waits for.</summary>
internal static class Progress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(90);

    /// <summary>Until a count is reached; fails loudly when it is not.</summary>
    public static async Task Until(string what, long goal, Action<string> say, Func<Task<long>> count)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var reached = await count();
            if (reached >= goal)
            {
                say($"{reached} {what}");
                return;
            }
            if (watch.Elapsed > GiveUpAfter) throw new TimeoutException($"Only {reached} of {goal} {what} after {GiveUpAfter}.");
            await Task.Delay(Look);
        }
    }

    /// <summary>Until a picture of the state has not changed for a while.</summary>
    public static async Task UntilQuiet(string when, Action<string> say, Func<Task<string>> picture)
    {
        var (watch, still) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var last = await picture();
        while (still.Elapsed < QuietFor && watch.Elapsed < GiveUpAfter)
        {
            await Task.Delay(Look);
            var now = await picture();
            if (now != last) still.Restart();
            last = now;
        }
        say($"{when}: {last}");
    }
}
