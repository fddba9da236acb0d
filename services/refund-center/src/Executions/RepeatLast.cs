namespace RefundCenter.Executions;

/// <summary>
/// Say again what you last said and asked: somebody has not confirmed it, or has lost it. Inside this service.
/// </summary>
public sealed record RepeatLast(Guid RefundId);
