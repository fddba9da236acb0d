namespace RefundCenter.Queues;

/// <summary>The refunds of a queue that have these in common, as a group counts them; null is any.</summary>
internal sealed record QueueSelection(
    string? Channel = null, string? Merchant = null, string? Method = null, string? Currency = null, string? Cause = null);
