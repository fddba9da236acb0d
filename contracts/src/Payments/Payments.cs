namespace Contracts.Payments;

/// <summary>
/// A payment was captured. From the acquiring system or from gateway's API, to gateway and clearing. Repeated by gateway
/// until <see cref="PaymentCleared"/>. The same payment twice with other facts goes to the error queue.
/// </summary>
public sealed record PaymentCaptured(PaymentFacts Payment);

/// <summary>The payment is priced and booked: it can be refunded now. From clearing to gateway; answers <see cref="PaymentCaptured"/>.</summary>
public sealed record PaymentCleared(Guid PaymentId, Guid MerchantId);
