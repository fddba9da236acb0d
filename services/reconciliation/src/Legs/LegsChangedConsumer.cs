using Contracts.Reconciliation;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;
using Reconciliation.Bills;

namespace Reconciliation.Legs;

/// <summary>Keeps our rows up to date, and always says which versions it has.</summary>
public sealed class LegsChangedConsumer(ReconciliationDb db, BillCalendars calendars, TimeProvider clock)
    : IConsumer<LegsChanged>, ILockKeys<LegsChanged>
{
    public IEnumerable<LockKey> KeysOf(LegsChanged message) =>
        message.Legs.Select(l => LockKey.Of<Leg>(Leg.IdOf(l.RefundId, l.Ordinal)));

    public Task Consume(ConsumeContext<LegsChanged> context) =>
        context.Publish(new LegsConfirmed([.. context.Message.Legs.Select(Take)]));

    private LegConfirmed Take(LegChanged changed)
    {
        var leg = db.FindLocked<Leg>(Leg.IdOf(changed.RefundId, changed.Ordinal))
            ?? db.Legs.Add(Leg.Of(changed)).Entity;
        leg.Take(changed, calendars.Of(changed.Channel), clock.GetUtcNow());
        // The same number with other content comes from a life that forgot a number: it is to say it under the next one.
        return new LegConfirmed(leg.RefundId, leg.Ordinal, leg.Differs(changed) ? leg.Version + 1 : leg.Version);
    }
}
