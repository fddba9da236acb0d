using Contracts.Reconciliation;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;
using Reconciliation.Bills;

namespace Reconciliation.Legs;

/// <summary>Keeps our row up to date, and always says which version it has.</summary>
public sealed class LegChangedConsumer(ReconciliationDb db, BillCalendars calendars, TimeProvider clock)
    : IConsumer<LegChanged>, ILockKeys<LegChanged>
{
    public IEnumerable<LockKey> KeysOf(LegChanged message) =>
        [LockKey.Of<Leg>(Leg.IdOf(message.RefundId, message.Ordinal))];

    public Task Consume(ConsumeContext<LegChanged> context)
    {
        var message = context.Message;
        var leg = db.FindLocked<Leg>(Leg.IdOf(message.RefundId, message.Ordinal))
            ?? db.Legs.Add(Leg.Of(message)).Entity;
        leg.Take(message, calendars.Of(message.Channel), clock.GetUtcNow());
        return context.Publish(new LegConfirmed(leg.RefundId, leg.Ordinal, leg.Version));
    }
}
