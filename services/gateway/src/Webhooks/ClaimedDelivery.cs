namespace Gateway.Webhooks;

/// <summary>A delivery that this process may try now, with all that a try needs.</summary>
internal sealed record ClaimedDelivery(
    Guid Id, Guid EndpointId, Uri Url, byte[] Body, byte[] SealedSecret, byte[]? FormerSealedSecret);
