namespace RefundCenter.Rulebooks;

/// <summary>When a new leg is sent.</summary>
/// <param name="At">When it is due.</param>
/// <param name="WaitsForDay">It waits for the channel's next day (S31).</param>
public readonly record struct FirstSend(DateTimeOffset At, bool WaitsForDay);
