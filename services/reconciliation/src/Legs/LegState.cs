namespace Reconciliation.Legs;

/// <summary>How refund-center sees a leg, on the wire in lower case.</summary>
public enum LegState
{
    /// <summary>It reached the channel, or may have.</summary>
    Sent,

    /// <summary>The channel said that the money moved.</summary>
    Succeeded,

    /// <summary>It has a certificate that nothing moved and nothing will.</summary>
    Dead,
}
