namespace RefundCenter.Queues;

/// <summary>One refund of a group: the leg that waits.</summary>
internal sealed record QueueLine(
    Guid LegId, Guid RefundId, int Ordinal, string No, long AmountMinor, string Currency, string Status, string? Message,
    DateTimeOffset Since, DateTimeOffset? NextAt);
