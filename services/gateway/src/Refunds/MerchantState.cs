namespace Gateway.Refunds;

/// <summary>
/// Where a refund stands for its merchant (architecture §3). Says success only when it is true (S108).
/// </summary>
public enum MerchantState
{
    /// <summary>Answered 202; nothing is promised.</summary>
    Received,

    /// <summary>The merchant's pockets are short, or somebody has to act: see <c>waiting_for</c>.</summary>
    Waiting,

    /// <summary>The money is taken and the refund center executes it (S138).</summary>
    Accepted,

    /// <summary>The payer has, or is certain to get, the money.</summary>
    Succeeded,

    /// <summary>No way to the payer is left; the merchant has its money back.</summary>
    Failed,

    /// <summary>The money was not taken.</summary>
    Rejected,

    /// <summary>Stopped on the merchant's word before anything was sent.</summary>
    Cancelled,

    /// <summary>
    /// The bank sent a payout back after success; the money is in the merchant's cash account (S162).
    /// </summary>
    Returned,
}
