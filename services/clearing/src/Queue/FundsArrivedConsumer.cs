using Contracts;
using Contracts.Accounting;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Clearing.Queue;

/// <summary>Money came, or was left over: wakes those of the merchant's waiting refunds that fit.</summary>
public sealed class FundsArrivedConsumer(ClearingDb db, ClearingOptions options, TimeProvider clock)
    : IConsumer<FundsArrived>, ILockKeys<FundsArrived>, IConsumer<MoneyLeft>, ILockKeys<MoneyLeft>
{
    public IEnumerable<LockKey> KeysOf(FundsArrived message) => [QueueRows.Key(message.MerchantId)];

    public IEnumerable<LockKey> KeysOf(MoneyLeft message) => [QueueRows.Key(message.MerchantId)];

    public Task Consume(ConsumeContext<FundsArrived> context) =>
        Wake(context, context.Message.MerchantId, context.Message.Available);

    public Task Consume(ConsumeContext<MoneyLeft> context) =>
        Wake(context, context.Message.MerchantId, context.Message.Available);

    private async Task Wake(ConsumeContext context, Guid merchantId, Money available)
    {
        var now = clock.GetUtcNow();
        var idle = db.Waiting(merchantId).Where(x => x.TriedAt is null || x.TriedAt < now - options.TryTakesAtMost);
        foreach (var refund in WakeUp.Choose(idle, available, options.PassesAllowed))
            await context.TryAgain(refund, now);
    }
}
