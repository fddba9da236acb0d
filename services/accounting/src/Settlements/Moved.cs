using Contracts.Accounting;

namespace Accounting.Settlements;

/// <summary>
/// What really moved for one refund since it exists, in minor units of its currency: <c>Movements</c> of the contract,
/// checked.
/// </summary>
public readonly record struct Moved(long ByChannel, long ToOwnAccount, long ByPayout, long Returned)
{
    /// <summary>What the payer has of it.</summary>
    public long AtPayer => checked(ByChannel + ByPayout - Returned);

    /// <exception cref="ArgumentException">
    /// An amount is negative or in another currency, or more came back than was paid out.
    /// </exception>
    public static Moved Of(SettleHold order)
    {
        var m = order.Moved;
        if (new[] { m.ByChannel, m.ToOwnAccount, m.ByPayout, m.Returned, order.FeeGivenBack }
            .Any(x => x.Minor < 0 || x.Currency != order.Amount.Currency) || order.Amount.Minor < 0)
            throw new ArgumentException($"Refund {order.RefundId}: impossible amounts.", nameof(order));
        if (m.Returned > m.ByPayout)
            throw new ArgumentException($"Refund {order.RefundId}: more came back than was paid out.", nameof(order));
        return new(m.ByChannel.Minor, m.ToOwnAccount.Minor, m.ByPayout.Minor, m.Returned.Minor);
    }
}
