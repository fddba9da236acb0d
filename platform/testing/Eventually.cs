using System.Diagnostics;

namespace Platform.Testing;

/// <summary>Waits for a condition, not by the clock.</summary>
public static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Not within {seconds} s: {what}");
            await Task.Delay(25);
        }
    }

    public static Task True(Func<bool> condition, string what, int seconds = 20) =>
        True(() => Task.FromResult(condition()), what, seconds);
}
