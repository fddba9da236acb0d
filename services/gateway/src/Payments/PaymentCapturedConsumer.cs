using Contracts.Payments;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Payments;

/// <summary>
/// A payment captured elsewhere, and our own fact coming back. The same payment with other facts goes to the error
/// queue.
/// </summary>
public sealed class PaymentCapturedConsumer(GatewayDb db, TimeProvider clock)
    : IConsumer<PaymentCaptured>, ILockKeys<PaymentCaptured>
{
    public IEnumerable<LockKey> KeysOf(PaymentCaptured message) => [LockKey.Of<Payment>(message.Payment.PaymentId)];

    public Task Consume(ConsumeContext<PaymentCaptured> context)
    {
        var (facts, settlement) = (context.Message.Payment, context.Message.Settlement);
        if (settlement is not null && !Settlements.All.Contains(settlement))
            throw new InvalidOperationException($"Payment {facts.PaymentId} is settled in no way that we know.");
        if (db.FindLocked<Payment>(facts.PaymentId) is not { } payment)
            db.Add(Payment.Register(facts, clock.Now(), settlement));
        else if (!payment.IsAbout(facts) || !payment.TakeSettlement(settlement))
            throw new InvalidOperationException($"Payment {payment.Id} is known with other facts.");
        return Task.CompletedTask;
    }
}
