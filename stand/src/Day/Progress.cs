using System.Diagnostics;

namespace Stand.Day;

/// <summary>Waiting that says what it waits for.</summary>
internal static class Progress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(120);

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

    /// <summary>Until a picture of the state has not changed for a while and no work is left; on a slow machine the first is not enough.</summary>
    public static async Task UntilQuiet(string when, Action<string> say, Func<Task<string>> picture, Func<Task<string>> workLeft)
    {
        var (watch, still) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var (last, left) = (await picture(), "");
        while (still.Elapsed < QuietFor || (left = await workLeft()).Length > 0)
        {
            if (watch.Elapsed > GiveUpAfter) break;
            await Task.Delay(Look);
            var now = await picture();
            if (now != last) still.Restart();
            last = now;
        }
        say($"{when}: {last}");
        if (left.Length > 0) say($"after {GiveUpAfter.TotalSeconds} s there are left {left}: goes on without waiting for them");
    }
}
