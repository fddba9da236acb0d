using Contracts.Executions;
using Gateway.Merchants;
using Gateway.Payments;

namespace Gateway.Refunds;

/// <summary>How a refund comes back that was asked for after the copy was taken.</summary>
public sealed partial class Refund
{
    /// <summary>
    /// Re-creates the row from a fact of the refund center and counts it on the payment, whose row is locked. What only
    /// the merchant's request said (metadata, the time) is lost.
    /// </summary>
    /// <param name="promise">The merchant's policy now.</param>
    public static Refund Recall(RefundExecuted fact, Payment payment, PromisePolicy promise, DateTimeOffset now)
    {
        var refund = new Refund
        {
            Id = fact.RefundId,
            MerchantId = payment.MerchantId,
            MerchantRefundNo = fact.MerchantRefundNo!,
            PaymentId = payment.Id,
            Amount = fact.Amount!.Value,
            Reason = fact.Reason,
            Promise = promise,
            State = MerchantState.Accepted,
            Attempt = fact.Attempt,
            HandOn = HandOnStep.Answered,
            InFlight = fact.Amount.Value.Minor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        refund.CountOn(payment, now);
        return refund;
    }

    /// <summary>Whether a fact is about this refund.</summary>
    public bool Is(RefundExecuted fact) => PaymentId == fact.Payment!.PaymentId && Amount == fact.Amount
        && MerchantId == fact.Payment.MerchantId && MerchantRefundNo == fact.MerchantRefundNo;
}
