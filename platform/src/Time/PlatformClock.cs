using System.Globalization;

namespace Platform.Time;

/// <summary>
/// The business clock. In production it is the system's; in test and demo it runs ahead by an offset that only grows, read from one file
/// that all processes share. Timers created from it run in real time; whoever waits for a due time listens to <see cref="Jumped"/>.
/// </summary>
public sealed class PlatformClock : TimeProvider, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly string? file;
    private readonly ITimer? poll;
    private long offsetTicks;

    public PlatformClock(string? offsetFile)
    {
        file = offsetFile;
        if (file is null) return;
        Look();
        poll = System.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Raised after the clock was moved forward; handlers must be quick.</summary>
    public event Action? Jumped;

    public TimeSpan Offset => new(Interlocked.Read(ref offsetTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public void Dispose() => poll?.Dispose();

    private void Look()
    {
        if (!TryRead(out var ticks)) return;
        var before = Interlocked.Read(ref offsetTicks);
        if (ticks <= before) return;                              // forward only, also when the file is half written
        Interlocked.Exchange(ref offsetTicks, ticks);
        Jumped?.Invoke();
    }

    private bool TryRead(out long ticks)
    {
        ticks = 0;
        try
        {
            if (!File.Exists(file)) return false;
            var parsed = long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
            ticks = seconds * TimeSpan.TicksPerSecond;
            return parsed;
        }
        catch (IOException)
        {
            return false;                                         // being written: the next look sees it
        }
    }
}
