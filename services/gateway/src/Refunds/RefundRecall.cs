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
            Kind = KindOf(fact),
            WholeMinor = WholeOf(fact),
            Reason = fact.Reason,
            Promise = promise,
            State = MerchantState.Accepted,
            Version = VersionAt(now),
            Attempt = fact.Attempt,
            HandOn = HandOnStep.Answered,
            InFlight = fact.Amount.Value.Minor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        // Beside parts that were asked for since, a key would refuse the fact.
        if (refund.Kind is not RefundKind.Ordinary && payment.Parts == 0) payment.OnlyWhole();
        refund.CountOn(payment, now);
        return refund;
    }

    /// <summary>Whether a fact is about this refund, as far as it was asked for.</summary>
    public bool Is(RefundExecuted fact) => (PaymentId, Amount) == (fact.Payment!.PaymentId, fact.Amount);

    /// <summary>
    /// The merchant used the number for something else, which the others know, and asked again before we did: from now on
    /// this is that refund, counted on its own payment. Both payments' rows are locked.
    /// </summary>
    /// <exception cref="InvalidOperationException">The fact is not of this merchant's number.</exception>
    public void GiveWayTo(RefundExecuted fact, (Payment Asked, Payment True) payments, DateTimeOffset now)
    {
        if ((MerchantId, MerchantRefundNo) != (fact.Payment!.MerchantId, fact.MerchantRefundNo))
            throw new InvalidOperationException($"Refund {Id} is of another number than a fact says.");
        payments.Asked.Count(new(CountedInFlight, CountedAtPayer), default, now);
        (CountedInFlight, CountedAtPayer) = (0, 0);
        (PaymentId, Amount, Reason) = (payments.True.Id, fact.Amount!.Value, fact.Reason);
        (Kind, WholeMinor, NeedsParts) = (KindOf(fact), WholeOf(fact), null);
        (InFlight, HandOn) = (Math.Max(0, Amount.Minor - AtPayer), HandOnStep.Answered);
        CountOn(payments.True, now);
        Changed(now);
    }

    /// <summary>Facts are never refused: only of the whole payment it is what a key can hold to be one.</summary>
    private static RefundKind KindOf(RefundExecuted fact) =>
        fact.Amount == fact.Payment!.Paid ? RefundKinds.Of(fact.Kind) : RefundKind.Ordinary;

    private static long? WholeOf(RefundExecuted fact) =>
        KindOf(fact) is RefundKind.Ordinary ? null : fact.Amount!.Value.Minor;
}
