namespace RefundCenter.Legs;

/// <summary>What is asked of a channel for a leg: what is due next, and what a send asked.</summary>
public enum LegStep
{
    /// <summary>Send the refund; every time the same bytes.</summary>
    Submit,

    /// <summary>Stand in a batch that people hand over to the bank.</summary>
    HandOver,

    /// <summary>Ask what became of it; moves no money.</summary>
    Query,

    /// <summary>Send an abnormal refund to our own account (apply-abnormal-refund).</summary>
    ReturnToMerchant,
}
