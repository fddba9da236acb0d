using Contracts.Payments;
using Gateway.Refunds;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Payments;

/// <summary>Clearing has priced and booked the payment: its refunds may go on.</summary>
public sealed class PaymentClearedConsumer(GatewayDb db, WorkSignal<HandOnRefunds> handOn, TimeProvider clock)
    : IConsumer<PaymentCleared>, ILockKeys<PaymentCleared>
{
    public IEnumerable<LockKey> KeysOf(PaymentCleared message) =>
        [LockKey.Of<Payment>(message.PaymentId), LockKey.Where<Refund>(x => x.PaymentId, message.PaymentId)];

    public Task Consume(ConsumeContext<PaymentCleared> context)
    {
        // One that a restore made us forget is told again, too, and then asks for this again (RepeatCaptures).
        if (db.FindLocked<Payment>(context.Message.PaymentId) is not { } payment || !payment.Clear(clock.Now()))
            return Task.CompletedTask;
        foreach (var refund in db.Locked<Refund>().Where(r => r.PaymentId == payment.Id)) refund.PaymentCleared();
        handOn.Wake();
        return Task.CompletedTask;
    }
}
