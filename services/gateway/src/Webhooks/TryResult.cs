namespace Gateway.Webhooks;

/// <summary>How one try to deliver ended: an HTTP status, or why there is none.</summary>
/// <param name="Status">The receiver's; null when it did not answer.</param>
/// <param name="Error">One of the words below; null when it answered.</param>
/// <param name="RetryAfter">What it asked for.</param>
public sealed record TryResult(int? Status, string? Error = null, TimeSpan? RetryAfter = null)
{
    public const string Timeout = "timeout";
    public const string ConnectionFailed = "connection_failed";

    /// <summary>The name resolves to an address that webhooks never go to.</summary>
    public const string AddressRefused = "address_refused";

    /// <summary>The secret cannot be opened with this process's key.</summary>
    public const string SecretUnreadable = "secret_unreadable";

    /// <summary>Nothing but 2xx: a redirect is a failure and is never followed.</summary>
    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>The receiver wants nothing more, ever.</summary>
    public bool IsGone => Status is 410;

    /// <summary>The receiver wants us to slow down, also with everything else for it.</summary>
    public bool IsThrottled => Status is 429 or 502 or 504 || (Status is 503 && RetryAfter is not null);
}
