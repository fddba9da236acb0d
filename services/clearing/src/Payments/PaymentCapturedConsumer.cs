using Contracts.Payments;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Clearing.Payments;

/// <summary>
/// Prices a captured payment and orders its booking; a repeated one is answered, or accounting is asked once more.
/// </summary>
public sealed class PaymentCapturedConsumer(ClearingDb db, ClearingOptions options, TimeProvider clock)
    : IConsumer<PaymentCaptured>, ILockKeys<PaymentCaptured>
{
    public IEnumerable<LockKey> KeysOf(PaymentCaptured message) =>
        [LockKey.Of<ClearedPayment>(message.Payment.PaymentId)];

    public Task Consume(ConsumeContext<PaymentCaptured> context)
    {
        var (facts, now) = (context.Message.Payment, clock.GetUtcNow());
        var payment = db.FindLocked<ClearedPayment>(facts.PaymentId);
        if (payment is null) db.Add(payment = ClearedPayment.Of(facts, now));
        else if (!payment.Is(facts)) throw new PaymentConflictException(facts.PaymentId, "told again with other facts");

        if (payment.BookedAt is not null)
            return context.Publish(new PaymentCleared(payment.PaymentId, payment.MerchantId));
        payment.AskedToBook(now, options.PauseAfter(payment.Asked));
        return context.Publish(payment.BookCapture());
    }
}
