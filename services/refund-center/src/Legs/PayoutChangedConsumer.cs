using Contracts.Payouts;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>
/// What the payout service says of a payout leg. It also answers a stop, so that the execution is told how the leg
/// stands each time. A leg that a restore made us forget confirms nothing: payout repeats it until gateway's order has
/// made the leg again.
/// </summary>
public sealed class PayoutChangedConsumer(RefundCenterDb db, TimeProvider clock)
    : IConsumer<PayoutChanged>, ILockKeys<PayoutChanged>
{
    public IEnumerable<LockKey> KeysOf(PayoutChanged message) => [LockKey.Of<Leg>(message.PayoutId)];

    public async Task Consume(ConsumeContext<PayoutChanged> context)
    {
        var payout = context.Message;
        if (db.FindLocked<Leg>(payout.PayoutId) is not { Method: Methods.Payout } leg) return;
        var outcome = leg.PayoutTold(payout, clock.GetUtcNow());
        await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
        if (!outcome.IsTold) await context.Publish(db.Moved(leg));
        await context.Publish(new PayoutConfirmed(leg.Id, leg.PayoutVersion));
    }
}
