namespace Simulators.Clock;

/// <summary>
/// Real time plus a forward-only offset that is read from a file: whole seconds as text, looked at every 100 ms.
/// All simulated processes share the file, so one write moves the whole world to the next day. Signatures and
/// delays use real time, never this clock. Timers made by it run on real time: code that waits for virtual
/// time looks at the clock and subscribes to <see cref="Moved"/>.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private long offsetSeconds;

    /// <summary>Raised after the offset grew: whatever waits for a due time looks again.</summary>
    public event Action? Moved;

    /// <summary>Seconds by which virtual time is ahead of real time.</summary>
    public long OffsetSeconds => Interlocked.Read(ref offsetSeconds);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(OffsetSeconds);

    /// <summary>Takes the offset over when it is further ahead; going back is ignored.</summary>
    public void Advance(long toOffsetSeconds)
    {
        long known;
        do
        {
            known = OffsetSeconds;
            if (toOffsetSeconds <= known) return;
        }
        while (Interlocked.CompareExchange(ref offsetSeconds, toOffsetSeconds, known) != known);
        Moved?.Invoke();
    }
}
