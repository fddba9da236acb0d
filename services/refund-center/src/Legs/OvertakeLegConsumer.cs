using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace RefundCenter.Legs;

/// <summary>Notes that a leg is only asked for, because a payout was ordered behind it before a restore.</summary>
public sealed class OvertakeLegConsumer(RefundCenterDb db, TimeProvider clock)
    : IConsumer<OvertakeLeg>, ILockKeys<OvertakeLeg>
{
    public IEnumerable<LockKey> KeysOf(OvertakeLeg message) =>
        [LockKey.Of<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal))];

    public async Task Consume(ConsumeContext<OvertakeLeg> context)
    {
        var message = context.Message;
        if (db.FindLocked<Leg>(ChannelNo.IdOf(message.RefundId, message.Ordinal)) is not { } leg) return;
        var outcome = leg.Overtaken(message.By, clock.GetUtcNow());
        await db.Record(leg, outcome, m => context.Publish(m, m.GetType()), context.CancellationToken);
    }
}
