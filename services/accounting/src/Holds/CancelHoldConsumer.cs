using Accounting.Journals;
using Accounting.Shortages;
using Contracts.Accounting;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Accounting.Holds;

/// <summary>Gives a hold back, or refuses it before it comes.</summary>
internal sealed class CancelHoldConsumer(AccountingDb db, Ledger ledger) : IConsumer<CancelHold>, ILockKeys<CancelHold>
{
    public IEnumerable<LockKey> KeysOf(CancelHold message) => [LockKey.Where<Hold>(x => x.RefundId, message.RefundId)];

    public async Task Consume(ConsumeContext<CancelHold> context)
    {
        var m = context.Message;
        var hold = db.FindHold(m.RefundId, m.Attempt);
        if (hold is null) db.Add(hold = Hold.Asked(m));
        hold.Cancel(ledger);
        await context.Publish(new HoldCancelled(m.RefundId, m.Attempt));
        await context.PublishArrivals(ledger);
    }
}
