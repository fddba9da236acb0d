using Clearing.Payments;
using Clearing.Queue;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Payments;
using MassTransit;
using Platform.Messaging;
using Platform.Persistence;

namespace Clearing.Deductions;

/// <summary>
/// The rows that a deduction shares with others. The endpoint locks them: see <see cref="LockRows"/>.
/// </summary>
internal static class DeductionRows
{
    /// <summary>Names, for every event that touches them, the payment and the places in the queue.</summary>
    public static void LockRows(SagaLocks locks) => locks
        .For<DeductRefund>(m => [LockKey.Of<ClearedPayment>(m.Payment.PaymentId), QueueRows.Key(m.Payment.MerchantId)])
        .For<SettleDeduction>(m => [LockKey.Of<ClearedPayment>(m.Payment.PaymentId), Place(m.RefundId)])
        .For<ReleasePart>(m => [LockKey.Of<ClearedPayment>(m.PaymentId)])
        .For<CancelDeduction>(m => [Place(m.RefundId)])
        .For<FundsHeld>(m => [Place(m.RefundId)])
        .For<FundsShort>(m => [Place(m.RefundId)])
        .For<HoldCancelled>(m => [Place(m.RefundId)]);

    private static LockKey Place(Guid refundId) => LockKey.Of<WaitingRefund>(refundId);

    /// <summary>
    /// The payment's row. A missing one was lost with a restored database: it is created and booked as when it was
    /// captured.
    /// </summary>
    public static async Task<ClearedPayment> PaymentOf<T>(
        this BehaviorContext<DeductionState, T> x, PaymentFacts facts, DeductionStateMachine m) where T : class
    {
        var db = x.Db<ClearingDb>();
        if (db.FindLocked<ClearedPayment>(facts.PaymentId) is { } known) return known;

        var now = m.Clock.GetUtcNow();
        var payment = ClearedPayment.Of(facts, now);
        payment.AskedToBook(now, m.Options.PauseAfter(0));
        db.Add(payment);
        await x.Publish(payment.BookCapture());
        return payment;
    }

    public static ClearedPayment LockedPayment<T>(this BehaviorContext<DeductionState, T> x, Guid paymentId)
        where T : class =>
        x.Db<ClearingDb>().FindLocked<ClearedPayment>(paymentId)
        ?? throw new InvalidOperationException($"Payment {paymentId} was counted in and is gone.");

    /// <summary>The refund's place in the queue, or null.</summary>
    public static WaitingRefund? Queued<T>(this BehaviorContext<DeductionState, T> x) where T : class =>
        x.Db<ClearingDb>().FindLocked<WaitingRefund>(x.Saga.CorrelationId);

    /// <summary>A deduction that gateway already knows of is asked for in any case; others respect the queue.</summary>
    public static bool MayTryNow(this BehaviorContext<DeductionState, DeductRefund> x, DeductionStateMachine m) =>
        x.Message.FeeGivenBack is not null || WakeUp.MayPass(
            x.Db<ClearingDb>().Waiting(x.Saga.MerchantId).Where(w => w.RefundId != x.Saga.CorrelationId),
            x.Saga.Amount.Currency,
            m.Options.PassesAllowed);

    public static WaitingRefund JoinQueue<T>(this BehaviorContext<DeductionState, T> x, DeductionStateMachine m)
        where T : class
    {
        var (saga, now) = (x.Saga, m.Clock.GetUtcNow());
        if (x.Queued() is { } known)
        {
            known.Restart(saga.Held, now);
            return known;
        }
        var refund = WaitingRefund.Joining(saga.CorrelationId, saga.MerchantId, saga.Held, now);
        x.Db<ClearingDb>().Add(refund);
        return refund;
    }

    /// <summary>An order about an attempt before the one for which money is held or asked for.</summary>
    public static bool IsOfAnOlderAttempt(this BehaviorContext<DeductionState, SettleDeduction> x) =>
        x.Message.Attempt < x.Saga.Attempt && x.Saga.CurrentState
            is nameof(DeductionStateMachine.Holding)
            or nameof(DeductionStateMachine.Waiting)
            or nameof(DeductionStateMachine.Deducted)
            or nameof(DeductionStateMachine.Cancelling)
            or nameof(DeductionStateMachine.Refusing);
}
