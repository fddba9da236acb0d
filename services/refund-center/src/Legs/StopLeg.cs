namespace RefundCenter.Legs;

/// <summary>
/// Stop this leg if no send of it was claimed. From an execution, inside this service; repeated until a <see
/// cref="LegMoved"/> answers it.
/// </summary>
public sealed record StopLeg(Guid RefundId, int Ordinal);
