namespace RefundCenter.Calls;

/// <summary>
/// A token bucket in whole thousandths. It never lets more than 95 % of a rate through in any second: a fifth of it at
/// once, and three quarters of it flowing in.
/// </summary>
/// <param name="PerSecond">The channel's rate.</param>
/// <param name="Tokens">Thousandths of requests that are left; below zero when more was spent than there was.</param>
internal readonly record struct RateBudget(int PerSecond, long Tokens)
{
    private const long Whole = 1000;

    /// <summary>Nothing of it was used for a while.</summary>
    public static RateBudget Full(int perSecond) => new(perSecond, CapacityOf(perSecond));

    /// <summary>Whole requests that may be made now; never below zero.</summary>
    public int Available => (int)Math.Max(0, Tokens / Whole);

    /// <summary>More was spent than there was: nothing may follow until it has flowed in again.</summary>
    public bool IsOverdrawn => Tokens < 0;

    /// <summary>So much later; time that went backwards brings nothing.</summary>
    public RateBudget After(TimeSpan time)
    {
        var microseconds = Math.Clamp(time.Ticks / TimeSpan.TicksPerMicrosecond, 0, 60_000_000);
        var inflow = Math.Max(1, PerSecond * Whole * 75 / 100);
        return this with { Tokens = Math.Min(CapacityOf(PerSecond), Tokens + (microseconds * inflow / 1_000_000)) };
    }

    /// <summary>Spends, also what is not there, down to one capacity of debt.</summary>
    public RateBudget Less(int requests) =>
        this with { Tokens = Math.Max(-CapacityOf(PerSecond), Tokens - (requests * Whole)) };

    private static long CapacityOf(int perSecond) => Math.Max(Whole, perSecond * Whole * 20 / 100);
}
