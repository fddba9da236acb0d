namespace Contracts.Payments;

/// <summary>
/// A payment was captured. From the acquiring system or from gateway's API, to gateway and clearing. Repeated by gateway
/// until <see cref="PaymentCleared"/>. The same payment twice with other facts goes to the error queue.
/// </summary>
/// <param name="Settlement">
/// When the merchant gets its money: <c>t1</c>, <c>t0</c> or <c>d0</c> (S50). Null says nothing of it. Gateway's to know, therefore not
/// among the facts.
/// </param>
public sealed record PaymentCaptured(PaymentFacts Payment, string? Settlement = null);

/// <summary>The payment is priced and booked: it can be refunded now. From clearing to gateway; answers <see cref="PaymentCaptured"/>.</summary>
public sealed record PaymentCleared(Guid PaymentId, Guid MerchantId);
