namespace RefundCenter.Legs;

/// <summary>
/// The payout service speaks of this leg, and there is no such leg: we were restored from a copy. It was ordered behind
/// the certificates of all legs before it. To the execution, inside this service; payout repeats its fact until the leg
/// is there to take it.
/// </summary>
public sealed record PayoutFound(Guid RefundId, int Ordinal);
