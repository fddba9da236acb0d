namespace Channels.Rules;

/// <summary>From what, and when, the channel takes a refund's money (S89–S92).</summary>
public enum RefundSettlement
{
    /// <summary>Netted with the receipts of its day.</summary>
    Netted,

    /// <summary>At once from the reserve account or a balance.</summary>
    RealTime,
}
