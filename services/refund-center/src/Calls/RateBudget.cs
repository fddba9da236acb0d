namespace RefundCenter.Calls;

/// <summary>
/// A token bucket in whole thousandths. It never lets more than 95 % of a rate through in any second, or in any so many
/// seconds: a fifth of it at once, and three quarters of it flowing in.
/// </summary>
/// <param name="Rate">The channel's: requests in so many seconds.</param>
/// <param name="Tokens">Thousandths of requests that are left; below zero when more was spent than there was.</param>
/// <param name="Seconds">In how many.</param>
internal readonly record struct RateBudget(int Rate, long Tokens, int Seconds = 1)
{
    private const long Whole = 1000;

    /// <summary>Nothing of it was used for a while.</summary>
    public static RateBudget Full(int rate, int seconds = 1) => new(rate, CapacityOf(rate), seconds);

    /// <summary>Whole requests that may be made now; never below zero.</summary>
    public int Available => (int)Math.Max(0, Tokens / Whole);

    /// <summary>More was spent than there was: nothing may follow until it has flowed in again.</summary>
    public bool IsOverdrawn => Tokens < 0;

    /// <summary>In this time one request flows in.</summary>
    public TimeSpan Pace => TimeSpan.FromTicks(Seconds * TimeSpan.TicksPerSecond * Whole / Inflow);

    private long Inflow => Math.Max(1, Rate * Whole * 75 / 100);

    /// <summary>So much later; time that went backwards brings nothing.</summary>
    public RateBudget After(TimeSpan time)
    {
        var microseconds = Math.Clamp(time.Ticks / TimeSpan.TicksPerMicrosecond, 0, Seconds * 60_000_000L);
        var flowedIn = microseconds * Inflow / (Seconds * 1_000_000L);
        return this with { Tokens = Math.Min(CapacityOf(Rate), Tokens + flowedIn) };
    }

    /// <summary>Spends, also what is not there, down to one capacity of debt.</summary>
    public RateBudget Less(int requests) =>
        this with { Tokens = Math.Max(-CapacityOf(Rate), Tokens - (requests * Whole)) };

    private static long CapacityOf(int rate) => Math.Max(Whole, rate * Whole * 20 / 100);
}
