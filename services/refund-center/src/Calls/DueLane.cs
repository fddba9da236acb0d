namespace RefundCenter.Calls;

/// <summary>A lane in which something is due.</summary>
/// <param name="IsDown">
/// Its channel was taken for down when it was looked at, and one leg may go now: which one the claim decides, under the
/// breaker's lock.
/// </param>
public sealed record DueLane(Lane Lane, bool IsDown);
