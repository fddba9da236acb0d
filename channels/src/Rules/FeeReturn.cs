namespace Channels.Rules;

/// <summary>What becomes of the channel's fee when a payment is refunded (S48–S49).</summary>
public enum FeeReturn
{
    /// <summary>Given back in proportion.</summary>
    Returned,

    /// <summary>Kept by the channel.</summary>
    Kept,

    /// <summary>As the contract says: nothing is assumed, the bill tells.</summary>
    Contract,
}
