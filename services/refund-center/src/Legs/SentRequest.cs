namespace RefundCenter.Legs;

/// <summary>Which send an answer belongs to.</summary>
/// <param name="No">The leg's send number.</param>
/// <param name="Step">What was asked.</param>
/// <param name="ClaimedAt">When it was claimed: the answer is about this time or a later one.</param>
public sealed record SentRequest(int No, LegStep Step, DateTimeOffset ClaimedAt);
