namespace Gateway.Webhooks;

/// <summary>A line of the delivery log. What the receiver said beyond its status is not kept.</summary>
public sealed class WebhookTry
{
    public Guid Id { get; init; }
    public Guid DeliveryId { get; init; }
    public Guid MerchantId { get; init; }

    /// <summary>Business time of the answer.</summary>
    public DateTimeOffset At { get; init; }

    public int? Status { get; init; }
    public string? Error { get; init; }
    public int TookMs { get; init; }
}
