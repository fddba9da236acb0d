namespace RefundCenter.Legs;

/// <summary>How an answer reached us; the same words prove different things.</summary>
public enum AnswerSource
{
    /// <summary>The answer to a refund that was sent.</summary>
    Submit,

    /// <summary>The answer to a query.</summary>
    Query,

    /// <summary>The answer to sending an abnormal refund to our own account.</summary>
    ReturnToMerchant,

    /// <summary>Told by the channel unasked.</summary>
    Notice,
}
