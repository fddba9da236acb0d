namespace RefundCenter.Batches;

/// <summary>What the legs of one batch have in common.</summary>
public sealed record BatchKey(string Channel, string ChannelMerchant, string Method, string Currency);
