namespace Gateway.Webhooks;

/// <summary>Where a merchant wants to be told, and with which secret we sign.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>The most that one merchant has.</summary>
    public const int AtMost = 16;

    public const string Gone = "gone";

    public Guid Id { get; init; }
    public Guid MerchantId { get; init; }
    public string Url { get; init; } = "";

    /// <summary>Null = all.</summary>
    public string[]? EventTypes { get; init; }

    /// <summary>Under the key of <see cref="Merchants.SecretBox"/>, bound to the endpoint.</summary>
    public byte[] SealedSecret { get; private set; } = [];

    public byte[]? FormerSealedSecret { get; private set; }

    /// <summary>Until when the former secret signs too, in business time.</summary>
    public DateTimeOffset? FormerUntil { get; private set; }

    /// <summary>The Idempotency-Key that made it: the same request again is shown the same secret.</summary>
    public string CreateKey { get; init; } = "";

    /// <summary>The Idempotency-Key of the last rotation.</summary>
    public string? RotateKey { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing goes to it until then: it asked us to slow down. Business time.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }
    public string? DisabledReason { get; private set; }

    /// <summary>What binds a sealed secret to its row.</summary>
    public string SealName => SealNameOf(Id);

    public static string SealNameOf(Guid id) => $"webhook-endpoint/{id:N}";

    public void Keep(byte[] sealedSecret) => SealedSecret = sealedSecret;

    /// <summary>
    /// From now on both secrets sign, so that the merchant can change over without losing a delivery.
    /// </summary>
    public void Rotate(byte[] sealedSecret, string key, DateTimeOffset formerUntil)
    {
        (FormerSealedSecret, FormerUntil, RotateKey) = (SealedSecret, formerUntil, key);
        SealedSecret = sealedSecret;
    }

    public void PauseUntil(DateTimeOffset time)
    {
        if (PausedUntil is null || PausedUntil < time) PausedUntil = time;
    }

    public void Disable(string reason, DateTimeOffset now) => (DisabledAt, DisabledReason) = (now, reason);
}
