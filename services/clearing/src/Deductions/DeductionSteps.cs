using Clearing.Queue;
using Clearing.Restores;
using Contracts.Accounting;
using Contracts.Clearing;
using MassTransit;
using Platform.Messaging;

namespace Clearing.Deductions;

/// <summary>The verbs of <see cref="DeductionStateMachine"/>.</summary>
internal static class DeductionSteps
{
    /// <summary>Counts the refund in and asks for its money; or queues it behind older ones; or refuses it.</summary>
    public static EventActivityBinder<DeductionState, DeductRefund> Begin(
        this EventActivityBinder<DeductionState, DeductRefund> deduction, DeductionStateMachine m) => deduction
        .ThenAsync(async x => x.Saga.Begin(x.Message, await x.PaymentOf(x.Message.Payment, m), m.Clock.GetUtcNow()))
        .IfElse(
            x => x.Saga.ErrorCode is not null,
            refused => refused.LeaveQueue().SayAll(x => [x.Saga.CancelHold()]).TransitionTo(m.Refusing),
            good => good.IfElse(
                x => x.MayTryNow(m),
                first => first.LeaveQueue().SayAll(x => [x.Saga.HoldFunds()]).TransitionTo(m.Holding),
                later => later.Then(x => x.JoinQueue(m)).SayAll(x => [x.Saga.Waiting()]).TransitionTo(m.Waiting)))
        .WatchFromNow(m);

    /// <summary>It is not about the refund that we know, and changes nothing.</summary>
    public static EventActivityBinder<DeductionState, DeductRefund> RefuseNumber(
        this EventActivityBinder<DeductionState, DeductRefund> deduction) =>
        deduction.SayAll(x => [x.Saga.NumberRefused(x.Message.Attempt)]);

    public static EventActivityBinder<DeductionState, CancelDeduction> RefuseNumber(
        this EventActivityBinder<DeductionState, CancelDeduction> deduction) =>
        deduction.SayAll(x => [x.Saga.NumberRefused(x.Message.Attempt)]);

    /// <summary>The merchant's money is asked for again.</summary>
    public static EventActivityBinder<DeductionState, TryAgain> OrderHold(
        this EventActivityBinder<DeductionState, TryAgain> deduction, DeductionStateMachine m) => deduction
        .SayAll(x => [x.Saga.HoldFunds()])
        .TransitionTo(m.Holding)
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, FundsHeld> TellDeducted(
        this EventActivityBinder<DeductionState, FundsHeld> deduction, DeductionStateMachine m) => deduction
        .SayAll(x => [x.Saga.Deducted()])
        .TransitionTo(m.Deducted)
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, FundsHeld> HoldIsThere(
        this EventActivityBinder<DeductionState, FundsHeld> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.HoldLost = false)
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, FundsShort> HoldIsLost(
        this EventActivityBinder<DeductionState, FundsShort> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.HoldLost = true)
        .Watch(m);

    /// <summary>Short: it waits in its place, and what is there goes to those whom it is enough for.</summary>
    public static EventActivityBinder<DeductionState, FundsShort> StayInQueue(
        this EventActivityBinder<DeductionState, FundsShort> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.Missing = x.Message.Missing.Minor)
        .If(x => x.Queued() is not null, again => again
            .SayAll(x => [new MoneyLeft(x.Saga.MerchantId, x.Saga.Held - x.Message.Missing)]))
        .Then(x => (x.Queued() ?? x.JoinQueue(m)).Short())
        .SayAll(x => [x.Saga.Waiting()])
        .TransitionTo(m.Waiting)
        .Watch(m);

    /// <summary>The way to nothing held; accounting remembers it, so a hold that comes later is refused.</summary>
    public static EventActivityBinder<DeductionState, CancelDeduction> OrderCancellation(
        this EventActivityBinder<DeductionState, CancelDeduction> deduction, DeductionStateMachine m) => deduction
        .Then(x => (x.Saga.Attempt, x.Saga.HoldLost) = (x.Message.Attempt, false))
        .Then(x => x.Saga.Refuse(null))
        .LeaveQueue()                                             // a refund that tries again still has its place
        .SayAll(x => [x.Saga.CancelHold()])
        .TransitionTo(m.Cancelling)
        .WatchFromNow(m);

    /// <summary>
    /// There is nothing here to cancel. When all facts came along, a hold that we forgot is given back first.
    /// </summary>
    public static EventActivityBinder<DeductionState, CancelDeduction> RememberCancellation(
        this EventActivityBinder<DeductionState, CancelDeduction> deduction, DeductionStateMachine m) => deduction
        .Then(x => (x.Saga.Attempt, x.Saga.MerchantId) = (x.Message.Attempt, x.Message.MerchantId))
        .IfElse(
            x => x.Message is { Payment: not null, Amount: not null },
            known => known
                .Then(x => x.Saga.Remember(x.Message.Payment!, x.Message.Amount!.Value))
                .OrderCancellation(m),
            unknown => unknown
                .SayAll(x => [x.Saga.Cancelled()])
                .TransitionTo(m.Cancelled)
                .WatchFromNow(m));

    public static EventActivityBinder<DeductionState, HoldCancelled> TellCancelled(
        this EventActivityBinder<DeductionState, HoldCancelled> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.HoldLost = false)
        .LeaveQueue()
        .SayAll(x => x.Saga.Counted.Live > 0 ? [x.Saga.Cancelled(), x.Saga.ReleasePart()] : [x.Saga.Cancelled()])
        .TransitionTo(m.Cancelled)
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, HoldCancelled> TellRefused(
        this EventActivityBinder<DeductionState, HoldCancelled> deduction, DeductionStateMachine m) => deduction
        .SayAll(x => [x.Saga.Refused()])
        .TransitionTo(m.Refused)
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, ReleasePart> ReleasePart(
        this EventActivityBinder<DeductionState, ReleasePart> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.Release(x.LockedPayment(x.Message.PaymentId), m.Clock.GetUtcNow()))
        .Watch(m);

    /// <summary>The highest order is the target of the books; a lower one is answered with where they stand.</summary>
    public static EventActivityBinder<DeductionState, SettleDeduction> MoveToTarget(
        this EventActivityBinder<DeductionState, SettleDeduction> deduction, DeductionStateMachine m) => deduction
        .IfElse(
            x => x.Message.OrderNo > x.Saga.OrderNo || x.Saga.LacksTargetOf(x.Message.OrderNo),
            target => target.TakeOrder(m),
            older => older.If(x => x.Saga.SettledNo > 0, x => x.Answer(s => s.Settled())));

    public static EventActivityBinder<DeductionState, SettleDeduction> TakeOrder(
        this EventActivityBinder<DeductionState, SettleDeduction> deduction, DeductionStateMachine m) => deduction
        .ThenAsync(async x => x.Saga.Take(x.Message, await x.PaymentOf(x.Message.Payment, m), x.IsOfAnOlderAttempt()))
        .SayAll(x => [x.Saga.SettleHold(x.Message.Outcome)])
        .If(x => !x.IsOfAnOlderAttempt(), own => own
            .LeaveQueue()
            .Then(x => x.Saga.HoldLost = false)
            .TransitionTo(m.Settling))
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, HoldSettled> TellSettled(
        this EventActivityBinder<DeductionState, HoldSettled> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.BooksStandAt(x.Message))
        .SayAll(x => [x.Saga.Settled(x.Message)])
        .If(x => x.Saga.CurrentState == m.Settling.Name && !x.Saga.HasOpenOrder, done => done.TransitionTo(m.Settled))
        .WatchFromNow(m);

    public static EventActivityBinder<DeductionState, TimeToAskAgain> RepeatUnanswered(
        this EventActivityBinder<DeductionState, TimeToAskAgain> deduction, DeductionStateMachine m) => deduction
        .Then(x => x.Saga.Asked++)
        .SayAll(x => x.Saga.Unanswered())
        .Watch(m);

    public static EventActivityBinder<DeductionState, RepeatLast> RepeatLast(
        this EventActivityBinder<DeductionState, RepeatLast> deduction) => deduction
        .SayAll(x => x.Message.Service is Neighbours.Accounting ? x.Saga.LastCommands() : x.Saga.LastAnswers());

    /// <summary>A repeated command is answered again with what stands now.</summary>
    public static EventActivityBinder<DeductionState, T> Answer<T>(
        this EventActivityBinder<DeductionState, T> deduction, Func<DeductionState, object> answer) where T : class =>
        deduction.AnsweredAgain().SayAll(x => [answer(x.Saga)]);

    /// <summary>Its place becomes free; the next one may not have been asked for yet.</summary>
    public static EventActivityBinder<DeductionState, T> LeaveQueue<T>(
        this EventActivityBinder<DeductionState, T> deduction) where T : class => deduction
        .If(x => x.Queued() is not null, queued => queued
            .Then(x => x.Db<ClearingDb>().Remove(x.Queued()!))
            .SayAll(x => [new TryHead(x.Saga.MerchantId, EvenIfAsked: false)]));

    /// <summary>Something new was asked: the timer starts over.</summary>
    private static EventActivityBinder<DeductionState, T> WatchFromNow<T>(
        this EventActivityBinder<DeductionState, T> deduction, DeductionStateMachine m) where T : class =>
        deduction.Then(x => x.Saga.Asked = 0).Watch(m);

    /// <summary>
    /// Runs the timer while something is unanswered, and only then. Every change of the row ends here.
    /// </summary>
    private static EventActivityBinder<DeductionState, T> Watch<T>(
        this EventActivityBinder<DeductionState, T> deduction, DeductionStateMachine m) where T : class => deduction
        .Then(x => x.Saga.UpdatedAt = m.Clock.GetUtcNow())
        .IfElse(
            x => x.Saga.Unanswered().Any(),
            open => open.Schedule(m.AskAgain, x => new TimeToAskAgain(x.Saga.CorrelationId), x => x.Saga.Pause(m)),
            done => done.Unschedule(m.AskAgain));

    private static TimeSpan Pause(this DeductionState x, DeductionStateMachine m) =>
        x.CurrentState == m.Waiting.Name && !x.HasOpenOrder
            ? m.Options.LookAgainAfter(x.Asked)
            : m.Options.PauseAfter(x.Asked);

    private static EventActivityBinder<DeductionState, T> SayAll<T>(
        this EventActivityBinder<DeductionState, T> deduction,
        Func<BehaviorContext<DeductionState, T>, IEnumerable<object>> messages)
        where T : class => deduction
        .ThenAsync(async x =>
        {
            foreach (var message in messages(x)) await x.Publish(message, message.GetType());
        });
}
