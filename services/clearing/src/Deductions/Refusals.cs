using Clearing.Payments;
using Contracts;
using Contracts.Payments;

namespace Clearing.Deductions;

/// <summary>
/// Why clearing does not take money for a refund: the second check behind gateway's, on rows of its own. Of several
/// reasons the first in this file is given. The codes stand in docs/errors.md and never change their meaning.
/// </summary>
public static class Refusals
{
    public const string NumberConflict = "merchant_refund_no_conflict";
    public const string PaymentConflict = "payment_conflict";
    public const string CurrencyMismatch = "currency_mismatch";
    public const string AmountNotPositive = "amount_not_positive";
    public const string AmountExceedsRefundable = "amount_exceeds_refundable";

    /// <summary>
    /// The number is another refund's: a gateway that was started from an older copy forgot that one and was asked again,
    /// and the id follows from the number. Nothing becomes of what is asked now, and nothing changes for the other.
    /// </summary>
    public static RefundError Number { get; } =
        new(NumberConflict, "This refund number belongs to a refund with other content.");

    /// <summary>The reason, or null when the refund may be deducted.</summary>
    /// <param name="payment">What we know, under its lock.</param>
    /// <param name="claimed">What the order says of the payment.</param>
    /// <param name="own">What the refund counts for until now.</param>
    public static RefundError? FirstOf(ClearedPayment payment, PaymentFacts claimed, Money amount, Part own)
    {
        if (!payment.Is(claimed)) return new(PaymentConflict, "The payment is known with other facts.");
        if (amount.Currency != payment.Paid.Currency)
            return new(CurrencyMismatch, "A refund is in the currency of its payment.");
        if (!amount.IsPositive) return new(AmountNotPositive, "An amount of money is at least one minor unit.");
        return amount.Minor > payment.RoomFor(own)
            ? new(AmountExceedsRefundable, "More than what is left of the payment.")
            : null;
    }
}
