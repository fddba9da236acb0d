using Contracts;
using Gateway.Merchants;

namespace Gateway.Refunds;

/// <summary>
/// What a merchant asks for, checked for form; whether it may be is decided under the payment's lock.
/// </summary>
/// <param name="MerchantRefundNo">The merchant's own number, unique for ever.</param>
/// <param name="PaymentId">Ours, or null when the merchant named its own number.</param>
/// <param name="MerchantPaymentNo">The merchant's, or null.</param>
/// <param name="Promise">The merchant's policy at this moment.</param>
/// <param name="TraceParent">The trace of the request.</param>
public sealed record RefundWish(
    string MerchantRefundNo,
    Guid? PaymentId,
    string? MerchantPaymentNo,
    Money Amount,
    string? Reason,
    IReadOnlyDictionary<string, string>? Metadata,
    PromisePolicy Promise,
    string? TraceParent)
{
    public RefundKind Kind { get; init; }

    /// <summary>Equal content in the sense of A3: the same payment, amount and kind under the same number.</summary>
    public bool IsAbout(Refund refund, Guid paymentId) =>
        (refund.PaymentId, refund.Amount, refund.Kind) == (paymentId, Amount, Kind);
}
