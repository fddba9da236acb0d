using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Clearing.Queue;

/// <summary>
/// Keeps it true that accounting knows of the head of each queue: when a head leaves, the next one asks. Waiting
/// refunds also send this from their slow timers.
/// </summary>
public sealed class TryHeadConsumer(ClearingDb db, ClearingOptions options, TimeProvider clock)
    : IConsumer<TryHead>, ILockKeys<TryHead>
{
    public IEnumerable<LockKey> KeysOf(TryHead message) => [QueueRows.Key(message.MerchantId)];

    public async Task Consume(ConsumeContext<TryHead> context)
    {
        var now = clock.GetUtcNow();
        foreach (var head in WakeUp.Heads(db.Waiting(context.Message.MerchantId)))
        {
            var triesNow = head.TriedAt > now - options.TryTakesAtMost;
            if (!triesNow && (!head.Asked || context.Message.EvenIfAsked)) await context.TryAgain(head, now);
        }
    }
}
