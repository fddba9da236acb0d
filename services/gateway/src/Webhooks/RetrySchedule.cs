namespace Gateway.Webhooks;

/// <summary>
/// When a delivery is tried: ten times over 75 h 35 min 5 s, each pause up to a tenth longer (Standard Webhooks).
/// </summary>
public static class RetrySchedule
{
    /// <summary>The most that a receiver may ask us to wait.</summary>
    public static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>The first try, which is at once, included.</summary>
    public static int Tries => Pauses.Length + 1;

    /// <summary>
    /// The pause before the next try, or null when there is none. The jitter is a function of delivery and try, so that
    /// the deliveries of an outage do not all come back in the same second, and so that a test can say when.
    /// </summary>
    /// <param name="tries">How often it was tried, from 1.</param>
    /// <param name="wish">What the receiver asked for by Retry-After.</param>
    public static TimeSpan? PauseAfter(int tries, Guid delivery, TimeSpan? wish)
    {
        if (tries >= Tries) return null;
        var pause = Pauses[tries - 1];
        var jittered = pause + TimeSpan.FromTicks(pause.Ticks / 10_000 * PerMille(delivery, tries));
        var wished = wish is { } w && w < LongestWish ? w : wish is null ? TimeSpan.Zero : LongestWish;
        return jittered > wished ? jittered : wished;
    }

    /// <summary>0 to 1000, of a tenth.</summary>
    private static int PerMille(Guid delivery, int tries)
    {
        var bytes = delivery.ToByteArray();
        return (int)((BitConverter.ToUInt32(bytes, 12) + (uint)tries * 2_654_435_761u) % 1001);
    }
}
