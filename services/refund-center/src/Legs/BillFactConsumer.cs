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
    [
        LockKey.Of<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal)),
        LockKey.Where<SeenBillFact>(x => x.RefundId, message.RefundId),
    ];

    public async Task Consume(ConsumeContext<BillFact> context)
    {
        var fact = context.Message;
        if (db.FindLocked<Leg>(ChannelNo.IdOf(fact.RefundId, fact.Ordinal)) is not { } leg)
        {
            if (fact.Kind is not BillFactKind.Silent) await context.Publish(new LegFound(fact.RefundId, fact.Ordinal));
            return;
        }
        var seen = db.Locked<SeenBillFact>()
            .Where(x => (x.RefundId, x.Ordinal) == (fact.RefundId, fact.Ordinal)).ToList();
        if (seen.TrueForAll(x => x.FactId != fact.FactId))
        {
            db.SeenBillFacts.Add(SeenBillFact.Of(fact, clock.GetUtcNow()));
            var outcome = leg.Billed(fact, seen, clock.GetUtcNow());
            await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
        }
        await context.Publish(new BillFactConfirmed(fact.FactId));
    }
}
