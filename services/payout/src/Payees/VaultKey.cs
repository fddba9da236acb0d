namespace Payout.Payees;

/// <summary>
/// The data key of a month, wrapped by a key that is not in the database. Destroying it destroys all it encrypted.
/// </summary>
public sealed class VaultKey
{
    /// <summary>The month, <c>2026-11</c>.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>The wrapping key.</summary>
    public string KekId { get; set; } = "";

    public byte[]? Nonce { get; set; }
    public byte[]? Wrapped { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DestroyedAt { get; set; }
}
