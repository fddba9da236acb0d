using Contracts.Reconciliation;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Reconciliation.Facts;

/// <summary>
/// Stops the repetition of a fact. One that is not ours any more was made by a database that was replaced: it comes
/// again.
/// </summary>
public sealed class BillFactConfirmedConsumer(ReconciliationDb db, TimeProvider clock)
    : IConsumer<BillFactConfirmed>, ILockKeys<BillFactConfirmed>
{
    public IEnumerable<LockKey> KeysOf(BillFactConfirmed message) => [LockKey.Of<Fact>(message.FactId)];

    public Task Consume(ConsumeContext<BillFactConfirmed> context)
    {
        db.FindLocked<Fact>(context.Message.FactId)?.Confirmed(clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
