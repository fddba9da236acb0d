using Accounting.Journals;
using Accounting.Settlements;
using Contracts.Accounting;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Accounting.Holds;

/// <summary>
/// Freezes the money for an attempt, or notes that it is missing. A repeated command is answered again from the row;
/// one with another content is no repetition and goes to the desk.
/// </summary>
internal sealed class HoldFundsConsumer(AccountingDb db, Ledger ledger) : IConsumer<HoldFunds>, ILockKeys<HoldFunds>
{
    public IEnumerable<LockKey> KeysOf(HoldFunds message) =>
        [LockKey.Where<Hold>(x => x.RefundId, message.RefundId), LockKey.Of<RefundBook>(message.RefundId)];

    public Task Consume(ConsumeContext<HoldFunds> context)
    {
        var m = context.Message;
        var hold = db.FindHold(m.RefundId, m.Attempt);
        // It ended before we heard of its beginning (we lost the hold, or it overtook): nothing is to be taken now.
        if (hold is null && db.FindLocked<RefundBook>(m.RefundId)?.ClosedAttempt >= m.Attempt)
            return context.Publish(new FundsHeld(m.RefundId, m.Attempt));

        if (hold is null) db.Add(hold = Hold.Asked(m));
        else hold.AskedAgain(m);
        var missing = hold.State is HoldState.Asked or HoldState.Short
            ? hold.Take(ledger, m.Pockets) : m.Amount with { Minor = 0 };
        return hold.State switch
        {
            HoldState.Short => context.Publish(new FundsShort(m.RefundId, m.Attempt, missing)),
            HoldState.Cancelled => context.Publish(new HoldCancelled(m.RefundId, m.Attempt)),
            _ => context.Publish(new FundsHeld(m.RefundId, m.Attempt)),
        };
    }
}
