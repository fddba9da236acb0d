using Contracts.Payouts;
using Microsoft.EntityFrameworkCore;
using Payout.Payees;
using Payout.Statements;
using Payout.Transfers;
using Platform.Messaging;
using Platform.Persistence;

namespace Payout.Payouts;

/// <summary>Which rows the events of an order lock, after the order's own.</summary>
internal static class PayoutRows
{
    public static void LockRows(SagaLocks locks) => locks
        .For<MakePayout>(m =>
        [
            LockKey.Where<BankLine>(x => x.No, m.No), LockKey.Of<PayeeRecord>(m.PaymentId),
            LockKey.Of<Transfer>(m.PayoutId),
        ])
        .For<StopPayout>(m => [LockKey.Of<Transfer>(m.PayoutId)])
        .For<PayeeDataArrived>(m => [LockKey.Of<Transfer>(m.PayoutId)])
        .For<TransferMoved>(m => [LockKey.Of<Transfer>(m.PayoutId)])
        .For<PayoutConfirmed>(m => [LockKey.Of<Transfer>(m.PayoutId)])
        .For<RepeatLast>(m => [LockKey.Of<Transfer>(m.PayoutId)])
        .For<TimeToTellAgain>(m => [LockKey.Of<Transfer>(m.PayoutId)]);
}

/// <summary>
/// Makes the place for the payee of every ordered payment. Whoever puts the data there locks the same row, so either
/// the order sees the data, or the data finds the waiting order: no wake-up is missed.
/// </summary>
internal sealed class PayeePlaces : IBeforeLoad
{
    public async Task BeforeLoadAsync(DbContext db, IReadOnlyList<object> messages, CancellationToken ct)
    {
        var payments = messages.OfType<MakePayout>().Select(order => order.PaymentId).Distinct().Order().ToArray();
        if (payments.Length == 0) return;
        await db.Execute(
            "INSERT INTO payees (payment_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING", ct, [payments]);
    }
}
