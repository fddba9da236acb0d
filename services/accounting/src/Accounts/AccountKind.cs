namespace Accounting.Accounts;

/// <summary>
/// What an account is for. Its name in the ledger is <see cref="AccountKey.Name"/>; who may go below zero, <see
/// cref="AccountKey.Floor"/>.
/// </summary>
public enum AccountKind
{
    /// <summary>What a channel owes us: captures less refunds. An asset, so normally negative.</summary>
    ChannelReceivable,

    /// <summary>
    /// Money of the merchants at our bank (备付金); never mixed with our own (S212). An asset, so normally negative.
    /// </summary>
    BankReserve,

    /// <summary>Captured, not yet settled to the merchant (待结算, S105).</summary>
    MerchantPending,

    /// <summary>Settled to the merchant or topped up by it (现金, S105).</summary>
    MerchantCash,

    /// <summary>Frozen for refunds (S100). Equal to the merchant's open hold rows at every moment.</summary>
    MerchantHeld,

    /// <summary>
    /// What the merchant owes us, because a fact came when its pockets were empty (挂账, S96). Negative while it owes.
    /// </summary>
    MerchantDebt,

    /// <summary>Fees we earned.</summary>
    PlatformFeeIncome,

    /// <summary>What was paid by our mistake or the channel's, and is nobody else's cost. Negative.</summary>
    PlatformLoss,
}
