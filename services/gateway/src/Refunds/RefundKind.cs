namespace Gateway.Refunds;

/// <summary>Why a refund is asked for, as far as rules depend on it. Words by <see cref="RefundKinds"/>.</summary>
public enum RefundKind
{
    /// <summary>The merchant gives back what it may keep.</summary>
    Ordinary,

    /// <summary>重复支付: the payer paid twice; this payment should not be (S141).</summary>
    DuplicatePayment,

    /// <summary>超时支付: paid after the order had lost its validity (S141).</summary>
    LatePayment,
}
