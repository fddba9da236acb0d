using Contracts.Accounting;
using Contracts.Payments;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Clearing.Payments;

/// <summary>The payment stands in the ledger: from now on it can be refunded.</summary>
public sealed class CaptureBookedConsumer(ClearingDb db, TimeProvider clock)
    : IConsumer<CaptureBooked>, ILockKeys<CaptureBooked>
{
    public IEnumerable<LockKey> KeysOf(CaptureBooked message) => [LockKey.Of<ClearedPayment>(message.PaymentId)];

    public Task Consume(ConsumeContext<CaptureBooked> context)
    {
        // A payment that we do not know was lost with a restored database: gateway tells it again.
        if (db.FindLocked<ClearedPayment>(context.Message.PaymentId) is not { } payment) return Task.CompletedTask;
        payment.Booked(clock.GetUtcNow());
        return context.Publish(new PaymentCleared(payment.PaymentId, payment.MerchantId));
    }
}
