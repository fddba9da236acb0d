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
/// copy. A refund that was asked for since under its number, for something else, gives way to it. Then the saga is told.
/// In the error queue: a merchant that the copy does not have, a payment that is known with other facts.
/// </summary>
public sealed class RefundForgottenConsumer(GatewayDb db, ToldChanges told, TimeProvider clock)
    : IConsumer<RefundForgotten>, ILockKeys<RefundForgotten>
{
    public IEnumerable<LockKey> KeysOf(RefundForgotten message)
    {
        yield return LockKey.Of<Payment>(message.Fact.Payment!.PaymentId);
        if (message.Besides is { } asked) yield return LockKey.Of<Payment>(asked);
        yield return LockKey.Of<Refund>(message.Fact.RefundId);
    }

    public async Task Consume(ConsumeContext<RefundForgotten> context)
    {
        var (fact, now) = (context.Message.Fact, clock.Now());
        var payment = db.FindLocked<Payment>(fact.Payment!.PaymentId);
        if (payment is null) db.Add(payment = Payment.Register(fact.Payment, now, fact.Settlement));
        else if (!payment.IsAbout(fact.Payment))
            throw new InvalidOperationException($"Payment {payment.Id} is known with other facts.");

        var refund = db.FindLocked<Refund>(fact.RefundId);
        if (refund is null)
        {
            db.Add(refund = Refund.Recall(fact, payment, await PromiseTo(payment.MerchantId, context), now));
            told.Note(refund);
        }
        else if (!refund.Is(fact))
        {
            if (db.FindLocked<Payment>(refund.PaymentId) is not { } asked)
            {
                await context.Publish(context.Message with { Besides = refund.PaymentId });
                return;
            }
            refund.GiveWayTo(fact, (asked, payment), now);
            told.Tell(db, refund);
        }
        await context.Publish(new RefundRemembered(fact));
    }

    private Task<PromisePolicy> PromiseTo(Guid merchant, ConsumeContext context) =>
        db.Set<Merchant>().AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Promise)
            .SingleAsync(context.CancellationToken);
}
