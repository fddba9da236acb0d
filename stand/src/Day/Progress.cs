using System.Diagnostics;

namespace Stand.Day;

/// <summary>Waiting that says what it waits for.</summary>
public static class Progress
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(60);

    /// <summary>True as soon as it is so; false when it was not so within the limit, which may be infinite.</summary>
    public static async Task<bool> Within(TimeSpan limit, Func<Task<bool>> isSo, CancellationToken ct = default)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(Look, ct))
            if (limit != Timeout.InfiniteTimeSpan && watch.Elapsed > limit) return false;
        return true;
    }

    /// <summary>Until a count is reached; fails loudly when it is not.</summary>
    public static async Task Until(string what, long goal, Action<string> say, Func<Task<long>> count)
    {
        var reached = 0L;
        if (!await Within(GiveUpAfter, async () => (reached = await count()) >= goal))
            throw new TimeoutException($"Only {reached} of {goal} {what} after {GiveUpAfter}.");
        say($"{reached} {what}");
    }

    /// <summary>
    /// Until a picture of the state has not changed for a while and no work is left; on a slow machine the first is not
    /// enough. Work that does not move at all for a minute is what it returns as left.
    /// </summary>
    public static async Task<(string Picture, string Left)> UntilQuiet(
        TimeSpan quietFor, Func<Task<string>> picture, Func<Task<string>> workLeft, CancellationToken ct = default)
    {
        for (var (still, last) = (Stopwatch.StartNew(), ("", "")); ;)
        {
            var looking = Stopwatch.StartNew();
            var now = (Picture: await picture(), Left: await workLeft());
            if (now != last) still.Restart();
            last = now;
            if (still.Elapsed >= (now.Left.Length == 0 ? quietFor : StuckAfter)) return now;
            // Where there is much to look at, looking takes no more than a fifth of the time.
            await Task.Delay(looking.Elapsed * 4 > Look ? looking.Elapsed * 4 : Look, ct);
        }
    }
}
