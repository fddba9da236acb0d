using Contracts.Accounting;

namespace Clearing.Payments;

/// <summary>What accounting is told of a payment.</summary>
internal static class BookingOrders
{
    public static BookCapture BookCapture(this ClearedPayment payment) =>
        new(payment.PaymentId, payment.MerchantId, payment.Channel, payment.Paid, payment.Fee);
}
