using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Refunds;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Restores;

/// <summary>
/// Re-creates the refund, and its payment, that a fact of the refund center is about: we were started from an older
/// copy. Then its saga is told. In the error queue: a merchant that the copy does not have, a payment or refund that is
/// known with other facts.
/// </summary>
public sealed class RefundForgottenConsumer(GatewayDb db, TimeProvider clock)
    : IConsumer<RefundForgotten>, ILockKeys<RefundForgotten>
{
    public IEnumerable<LockKey> KeysOf(RefundForgotten message) =>
        [LockKey.Of<Payment>(message.Fact.Payment!.PaymentId), LockKey.Of<Refund>(message.Fact.RefundId)];

    public async Task Consume(ConsumeContext<RefundForgotten> context)
    {
        var (fact, now) = (context.Message.Fact, clock.Now());
        var payment = db.FindLocked<Payment>(fact.Payment!.PaymentId);
        if (payment is null) db.Add(payment = Payment.Register(fact.Payment, now));
        else if (!payment.IsAbout(fact.Payment))
            throw new InvalidOperationException($"Payment {payment.Id} is known with other facts.");

        var refund = db.FindLocked<Refund>(fact.RefundId);
        if (refund is null) db.Add(Refund.Recall(fact, payment, await PromiseTo(payment.MerchantId, context), now));
        else if (!refund.Is(fact))
            throw new InvalidOperationException($"Refund {refund.Id} is known with other facts.");
        await context.Publish(new RefundRemembered(fact));
    }

    private Task<PromisePolicy> PromiseTo(Guid merchant, ConsumeContext context) =>
        db.Set<Merchant>().AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Promise)
            .SingleAsync(context.CancellationToken);
}
