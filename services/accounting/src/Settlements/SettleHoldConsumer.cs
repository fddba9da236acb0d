using Accounting.Holds;
using Accounting.Journals;
using Accounting.Shortages;
using Contracts.Accounting;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Accounting.Settlements;

/// <summary>
/// Moves a refund's books to the target. The same order again, or a lower one, changes nothing and is answered with
/// where the books stand: so a clearing that was started from an older copy learns of the orders it lost.
/// </summary>
internal sealed class SettleHoldConsumer(AccountingDb db, Ledger ledger, TimeProvider clock)
    : IConsumer<SettleHold>, ILockKeys<SettleHold>
{
    public IEnumerable<LockKey> KeysOf(SettleHold message) =>
        [LockKey.Where<Hold>(x => x.RefundId, message.RefundId), LockKey.Of<RefundBook>(message.RefundId)];

    public async Task Consume(ConsumeContext<SettleHold> context)
    {
        var m = context.Message;
        var book = db.FindLocked<RefundBook>(m.RefundId);
        if (book is null) db.Add(book = RefundBook.Open(m));
        Target.Reach(ledger, book, [.. db.HoldsOf(m.RefundId)], m, clock.GetUtcNow());
        await context.Publish(book.Settled());
        await context.PublishArrivals(ledger);
    }
}
