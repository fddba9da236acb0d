using Contracts.Payouts;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>
/// What the payout service says of a payout leg. It also answers a stop, so that the execution is told how the leg
/// stands each time. For a leg that a restore made us forget nothing is confirmed: its execution is told, and payout
/// repeats the fact until the leg is there again.
/// </summary>
public sealed class PayoutChangedConsumer(RefundCenterDb db, TimeProvider clock)
    : IConsumer<PayoutChanged>, ILockKeys<PayoutChanged>
{
    public IEnumerable<LockKey> KeysOf(PayoutChanged message) => [LockKey.Of<Leg>(message.PayoutId)];

    public async Task Consume(ConsumeContext<PayoutChanged> context)
    {
        var payout = context.Message;
        var leg = db.FindLocked<Leg>(payout.PayoutId);
        if (leg is null) await context.Publish(new PayoutFound(payout.RefundId, payout.LegOrdinal));
        if (leg is not { Method: Methods.Payout }) return;
        var outcome = leg.PayoutTold(payout, clock.GetUtcNow());
        await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
        if (!outcome.IsTold) await context.Publish(db.Moved(leg));
        await context.Publish(new PayoutConfirmed(leg.Id, leg.PayoutVersion));
    }
}
