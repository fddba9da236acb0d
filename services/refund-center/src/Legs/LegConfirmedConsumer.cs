using Contracts.Reconciliation;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>Reconciliation has heard of a leg.</summary>
public sealed class LegConfirmedConsumer(RefundCenterDb db, TimeProvider clock)
    : IConsumer<LegConfirmed>, ILockKeys<LegConfirmed>
{
    public IEnumerable<LockKey> KeysOf(LegConfirmed message) =>
        [LockKey.Of<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal))];

    public async Task Consume(ConsumeContext<LegConfirmed> context)
    {
        var message = context.Message;
        // forgotten by a restore
        if (db.FindLocked<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal)) is not { } leg) return;
        var outcome = leg.ReportConfirmedUpTo(message.Version, clock.GetUtcNow());
        await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
    }
}
