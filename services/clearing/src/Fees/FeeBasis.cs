namespace Clearing.Fees;

/// <summary>What the fee of a part depends on. All in minor units of the payment's currency, none negative.</summary>
/// <param name="Fee">F: what the merchant was charged for the payment; zero is fine (S112).</param>
/// <param name="Paid">P: what the payer paid, more than zero.</param>
/// <param name="Cumulated">
/// C: refunded and in flight, including the part in question; at most <paramref name="Paid"/>.
/// </param>
/// <param name="GivenToOthers">Σ fees of the other parts that did not fail.</param>
public readonly record struct FeeBasis(long Fee, long Paid, long Cumulated, long GivenToOthers);
