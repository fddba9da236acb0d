using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>Stops a leg of which no send was claimed; in any case says how it stands.</summary>
public sealed class StopLegConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<StopLeg>, ILockKeys<StopLeg>
{
    public IEnumerable<LockKey> KeysOf(StopLeg message) =>
        [LockKey.Of<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal))];

    public async Task Consume(ConsumeContext<StopLeg> context)
    {
        var message = context.Message;
        if (db.FindLocked<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal)) is not { } leg) return;
        var outcome = leg.Stop(clock.GetUtcNow());
        await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
        if (!outcome.IsTold) await context.Publish(db.Moved(leg));
    }
}
