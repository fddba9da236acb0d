namespace Channels.Rules;

/// <summary>How long our number of a refund may be, in characters.</summary>
public sealed record RefundNoRule(int MinLength, int MaxLength);
