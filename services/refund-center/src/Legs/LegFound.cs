namespace RefundCenter.Legs;

/// <summary>
/// A channel's file says that this leg moved money, and there is no such leg: we were restored from a copy. From the
/// bill's fact to the execution, inside this service; the fact is repeated until the leg is there to take it.
/// </summary>
public sealed record LegFound(Guid RefundId, int Ordinal);
