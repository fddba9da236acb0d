using Contracts.Reconciliation;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>
/// What a channel's own file says of a leg (S140). Confirmed always, except for a leg that a restore made us forget:
/// its execution is told, and reconciliation repeats the fact until the leg is there again.
/// </summary>
public sealed class BillFactConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<BillFact>, ILockKeys<BillFact>
{
    public IEnumerable<LockKey> KeysOf(BillFact message) =>
        [LockKey.Of<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal)), LockKey.Of<SeenBillFact>(message.FactId)];

    public async Task Consume(ConsumeContext<BillFact> context)
    {
        var fact = context.Message;
        if (db.FindLocked<Leg>(ChannelNo.IdOf(fact.RefundId, fact.Ordinal)) is not { } leg)
        {
            if (fact.Kind is not BillFactKind.Silent) await context.Publish(new LegFound(fact.RefundId, fact.Ordinal));
            return;
        }
        if (db.FindLocked<SeenBillFact>(fact.FactId) is null)
        {
            db.SeenBillFacts.Add(SeenBillFact.Of(fact, clock.GetUtcNow()));
            var outcome = leg.Billed(fact, clock.GetUtcNow());
            await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
        }
        await context.Publish(new BillFactConfirmed(fact.FactId));
    }
}
