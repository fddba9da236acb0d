namespace Channels.BestPay;

/// <summary>
/// The hash that a signature of the channel is made over: its own example verifies SHA1withRSA, others SHA256withRSA.
/// Ours is always SHA-256.
/// </summary>
public enum BestPayHash
{
    Sha256,
    Sha1,

    /// <summary>One of the two must fit.</summary>
    Either,
}
