namespace Channels.Rules;

/// <summary>How the channel settles receipts with us (S89, S92).</summary>
public enum SettlementStyle
{
    /// <summary>Receipts less refunds and fees (S92).</summary>
    Net,

    /// <summary>Receipts alone; refunds are taken apart from them (S89).</summary>
    Gross,
}
