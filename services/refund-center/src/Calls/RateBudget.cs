namespace RefundCenter.Calls;

/// <summary>
/// A token bucket in whole thousandths. It never lets more than 95 % of a rate through in any second: a fifth of it at
/// once, and three quarters of it flowing in.
/// </summary>
internal sealed class RateBudget(int perSecond, TimeProvider real)
{
    private const long Whole = 1000;
    private readonly long capacity = Math.Max(Whole, perSecond * Whole * 20 / 100);
    private readonly long inflow = Math.Max(1, perSecond * Whole * 75 / 100);
    private long tokens = Math.Max(Whole, perSecond * Whole * 20 / 100);
    private long filledAt = real.GetTimestamp();

    /// <summary>Whole requests that may be made now; never below zero.</summary>
    public int Available
    {
        get
        {
            Fill();
            return (int)Math.Max(0, tokens / Whole);
        }
    }

    /// <summary>More was spent than there was: nothing may follow until it has flowed in again.</summary>
    public bool IsOverdrawn
    {
        get
        {
            Fill();
            return tokens < 0;
        }
    }

    /// <summary>Spends, also what is not there, down to one capacity of debt.</summary>
    public void Spend(int requests)
    {
        Fill();
        tokens = Math.Max(-capacity, tokens - (requests * Whole));
    }

    private void Fill()
    {
        var elapsed = real.GetElapsedTime(filledAt);
        var gained = Math.Min((long)elapsed.TotalMilliseconds, 60_000) * inflow / 1000;
        if (gained == 0) return;
        tokens = Math.Min(capacity, tokens + gained);
        filledAt = real.GetTimestamp();
    }
}
