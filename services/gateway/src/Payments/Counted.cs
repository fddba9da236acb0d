namespace Gateway.Payments;

/// <summary>What one refund counts for on its payment, in minor units.</summary>
/// <param name="InFlight">May still reach the payer.</param>
/// <param name="AtPayer">Is at the payer.</param>
public readonly record struct Counted(long InFlight, long AtPayer)
{
    /// <summary>One of the parts that a channel limits (S5).</summary>
    public bool IsPart => InFlight > 0 || AtPayer > 0;
}
