using System.Text.Json.Serialization;

namespace Contracts.Executions;

/// <summary>
/// What really moved for one refund, cumulated over its legs, all zero or positive and in the payment's currency. It says
/// facts, so it may exceed the refund's amount (two legs paid): the excess is the platform's loss, never the merchant's.
/// </summary>
/// <param name="ByChannel">Taken from us by the channel and given to the payer by the original route.</param>
/// <param name="ToOwnAccount">Taken by the channel and given back to our own bank account (S178); a payout may follow.</param>
/// <param name="ByPayout">Sent to the payer through a bank.</param>
/// <param name="Returned">Of <paramref name="ByPayout"/>, what the bank sent back.</param>
public sealed record Movements(Money ByChannel, Money ToOwnAccount, Money ByPayout, Money Returned)
{
    public static Movements None(string currency)
    {
        var zero = Money.Zero(currency);
        return new(zero, zero, zero, zero);
    }

    /// <summary>What the payer has of it in the end. Computed, so not on the wire.</summary>
    [JsonIgnore]
    public Money AtPayer => ByChannel + ByPayout - Returned;
}
