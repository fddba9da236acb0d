namespace RefundCenter.Calls;

/// <summary>Due legs of one channel merchant that draw on the same budget.</summary>
/// <param name="IsRisky">Likely to be refused: these draw on the budget for bad requests too (S6).</param>
public sealed record Lane(string Channel, string ChannelMerchant, bool IsRisky);
