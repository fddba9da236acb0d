namespace Accounting.Accounts;

/// <summary>Which account: its kind, its owner where it has one, and its currency.</summary>
public readonly record struct AccountKey
{
    private AccountKey(AccountKind kind, Guid? merchantId, string? channel, string currency) =>
        (Kind, MerchantId, Channel, Currency) = (kind, merchantId, channel, currency);

    public AccountKind Kind { get; }

    /// <summary>Only for the accounts of a merchant.</summary>
    public Guid? MerchantId { get; }

    /// <summary>Only for the accounts of a channel.</summary>
    public string? Channel { get; }

    public string Currency { get; }

    /// <summary>
    /// As in the ledger, for example <c>merchant:{id}:pending</c>; unique together with the currency (architecture §6).
    /// </summary>
    public string Name => Kind switch
    {
        AccountKind.ChannelReceivable => $"channel:{Channel}:receivable",
        AccountKind.BankReserve => "bank:reserve",
        AccountKind.MerchantPending => $"merchant:{MerchantId}:pending",
        AccountKind.MerchantCash => $"merchant:{MerchantId}:cash",
        AccountKind.MerchantHeld => $"merchant:{MerchantId}:held",
        AccountKind.MerchantDebt => $"merchant:{MerchantId}:debt",
        AccountKind.PlatformFeeIncome => "platform:fee-income",
        AccountKind.PlatformLoss => "platform:loss",
        _ => throw new InvalidOperationException($"{Kind} has no name."),
    };

    /// <summary>
    /// The floor a new account starts with, in minor units: no decision of ours takes a pocket below it. Null means
    /// none.
    /// </summary>
    public long? Floor =>
        Kind is AccountKind.MerchantPending or AccountKind.MerchantCash or AccountKind.MerchantHeld ? 0 : null;

    public static AccountKey Of(AccountKind kind, Parties parties) => kind switch
    {
        AccountKind.ChannelReceivable when parties.Channel is null =>
            throw new ArgumentException("No channel takes part.", nameof(parties)),
        AccountKind.ChannelReceivable => new(kind, null, parties.Channel, parties.Currency),
        AccountKind.MerchantPending or AccountKind.MerchantCash or AccountKind.MerchantHeld
            or AccountKind.MerchantDebt => new(kind, parties.MerchantId, null, parties.Currency),
        _ => new(kind, null, null, parties.Currency),
    };
}
