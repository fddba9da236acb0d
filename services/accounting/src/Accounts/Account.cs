namespace Accounting.Accounts;

/// <summary>One account. Credit is positive: a merchant's balance is positive when we owe it.</summary>
public sealed class Account
{
    private Account()
    {
    }

    public long Id { get; private init; }

    public string Name { get; private init; } = "";

    public string Currency { get; private init; } = "";

    public AccountKind Kind { get; private init; }

    /// <summary>Null for the accounts of channels, banks and the platform.</summary>
    public Guid? MerchantId { get; private init; }

    public long BalanceMinor { get; private set; }

    /// <summary>The balance never goes below it; null = no floor. A granted limit is a negative floor.</summary>
    public long? FloorMinor { get; private init; }

    /// <summary>What was posted since the row was loaded: what the flush adds to it.</summary>
    internal long PostedMinor { get; private set; }

    /// <summary>True for what a refund may be taken from.</summary>
    public bool IsPocket => Kind is AccountKind.MerchantPending or AccountKind.MerchantCash;

    /// <summary>What can be taken by a decision, in minor units.</summary>
    public long AvailableMinor => FloorMinor is { } floor ? Math.Max(0, BalanceMinor - floor) : long.MaxValue;

    internal static Account Loaded(long id, AccountKey key, long balanceMinor, long? floorMinor) => new()
    {
        Id = id, Name = key.Name, Currency = key.Currency, Kind = key.Kind, MerchantId = key.MerchantId,
        BalanceMinor = balanceMinor, FloorMinor = floorMinor,
    };

    /// <summary>Adds a posting.</summary>
    /// <exception cref="InvalidOperationException">
    /// It would go below its floor: a rule took what is not there.
    /// </exception>
    internal void Add(long amountMinor)
    {
        var balance = checked(BalanceMinor + amountMinor);
        if (balance < FloorMinor)
            throw new InvalidOperationException($"{Name} would go below its floor, to {balance} {Currency}.");
        (BalanceMinor, PostedMinor) = (balance, checked(PostedMinor + amountMinor));
    }
}
