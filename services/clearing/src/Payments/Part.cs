namespace Clearing.Payments;

/// <summary>
/// What one refund counts for in its payment's sums, in minor units of the payment's currency, none negative.
/// </summary>
/// <param name="Live">In flight: it may still reach the payer, also when nobody knows (invariant 3).</param>
/// <param name="Moved">What the payer has of it.</param>
/// <param name="Fee">The fee given back with it; zero once it failed.</param>
public readonly record struct Part(long Live, long Moved, long Fee)
{
    public static readonly Part None;

    /// <summary>Whether it takes, or may take, place.</summary>
    public bool Counts => Live > 0 || Moved > 0;

    /// <summary>The same part when nothing of it is under way any more.</summary>
    public Part AtRest() => new(0, Moved, Moved > 0 ? Fee : 0);
}
