namespace Gateway.Signing;

/// <summary>
/// A nonce that was used. The table is unlogged: after a crash of the database it is empty, and then the 300 s window
/// and the idempotency key, which the signature covers, still keep a replayed write from having an effect.
/// </summary>
public sealed class Nonce
{
    public required string KeyId { get; init; }

    public required string Value { get; init; }

    /// <summary>Real time.</summary>
    public DateTimeOffset SeenAt { get; init; }
}
