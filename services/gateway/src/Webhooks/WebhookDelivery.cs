namespace Gateway.Webhooks;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>To be tried, or being tried.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>All tries failed, or the endpoint was disabled. It can be replayed.</summary>
    Failed,
}

/// <summary>One version of a refund for one endpoint. All its tries carry the same id, and the same bytes.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Why deliveries of a disabled endpoint end.</summary>
    public const string EndpointDisabled = "endpoint_disabled";

    public Guid Id { get; init; }
    public Guid EndpointId { get; init; }
    public Guid MerchantId { get; init; }
    public Guid RefundId { get; init; }

    /// <summary>The refund's version: receivers drop what is older than they know.</summary>
    public int Sequence { get; init; }

    /// <summary>For example <c>refund.succeeded</c>.</summary>
    public string Type { get; init; } = "";

    public byte[] Body { get; init; } = [];
    public DeliveryState State { get; private set; }
    public int Tries { get; private set; }

    /// <summary>Business time; null once it ended.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Real time until which a process is trying; after it, another one does.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public int? LastStatus { get; private set; }
    public string? LastError { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The header <c>webhook-id</c>: the receiver's key against duplicates.</summary>
    public static string MessageId(Guid delivery) => $"msg_{delivery:N}";

    /// <summary>Notes a try and says when the next one is due.</summary>
    public void Answered(TryResult result, DateTimeOffset now)
    {
        // Another process was quicker after our lease ended, or the endpoint was disabled meanwhile.
        if (State is DeliveryState.Delivered || (State is DeliveryState.Failed && !result.IsDelivered)) return;
        (Tries, LeaseUntil, LastStatus, LastError) = (Tries + 1, null, result.Status, result.Error);
        var pause = result.IsGone || result.IsDelivered ? null : RetrySchedule.PauseAfter(Tries, Id, result.RetryAfter);
        if (result.IsDelivered) End(DeliveryState.Delivered, now);
        else if (pause is null) End(DeliveryState.Failed, now);
        else NextTryAt = now + pause;
    }

    /// <summary>From the first try on again, at once.</summary>
    public void Replay(DateTimeOffset now) =>
        (State, Tries, NextTryAt, LeaseUntil, EndedAt) = (DeliveryState.Pending, 0, now, null, null);

    /// <summary>Nobody is to be told there any more.</summary>
    public void EndWithItsEndpoint(DateTimeOffset now)
    {
        if (State is not DeliveryState.Pending) return;
        (LastError, LeaseUntil) = (EndpointDisabled, null);
        End(DeliveryState.Failed, now);
    }

    private void End(DeliveryState state, DateTimeOffset now) => (State, NextTryAt, EndedAt) = (state, null, now);
}
