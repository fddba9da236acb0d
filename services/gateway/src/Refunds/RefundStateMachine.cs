using Contracts.Clearing;
using Contracts.Executions;
using MassTransit;
using Platform.Messaging;

namespace Gateway.Refunds;

/// <summary>
/// The life of one refund, from its hand-on to its last fact. One block per state, in the order in which a refund lives
/// through them; in every state every event acts, is ignored, is answered again, or goes to the error queue.
/// </summary>
/// <remarks>
/// Answers carry their attempt: one that belongs to an older attempt changes nothing, and one that belongs to a younger
/// one is followed, because only a gateway that was started from an older copy does not know it. Facts act in every
/// state, whatever their attempt, when they are newer than what is known; an older one is confirmed again.
/// </remarks>
public sealed partial class RefundStateMachine : MassTransitStateMachine<RefundState>
{
    public RefundStateMachine(TimeProvider clock)
    {
        InstanceState(x => x.CurrentState);                       // the name: reordering states must never move money
        DeclareEvents();

        Initially(
            When(HandedOn).Begin().OrderDeduction().AskLater(this).TransitionTo(Deducting),
            When(Remembered).BeginFromFact().SayFactAgain().TransitionTo(Accepted));

        // Waiting is for money: clearing wakes it, the timer only asks again.
        During([Deducting, Waiting],
            When(Deducted, IsOwnDeduction).RememberDeduction().OrderExecution(clock).AskLater(this)
                .TransitionTo(Executing),
            When(Deducted, IsAnothersDeduction).RefuseNumber().Unschedule(AskAgain).TransitionTo(Rejected),
            When(FundsWanted, NotOlder).Follow().TransitionTo(Waiting),
            When(DeductionRefused, NotOlder).RememberRefusal().Unschedule(AskAgain).TransitionTo(Rejected),
            When(DeductionCancelled, NotOlder).Follow().Unschedule(AskAgain).TransitionTo(Cancelled),
            When(CancelAsked, ThisAttempt).OrderCancellation().AskLater(this).TransitionTo(Cancelling),
            When(AskAgain.Received).OrderDeduction().AskLaterStill(this),
            Never(CancelTooLate), Never(TakenOver), Never(StopTooLate),
            Ignore(HandedOn), Ignore(Settled));

        During(Executing,
            When(TakenOver, NotOlder).RememberMethod(clock).TransitionTo(Accepted),
            When(CancelAsked, ThisAttempt).OrderStop().AskLater(this).TransitionTo(Stopping),
            When(AskAgain.Received).OrderExecution(clock).AskLaterStill(this),
            Never(DeductionRefused), Never(CancelTooLate),
            Ignore(HandedOn), Ignore(Deducted), Ignore(FundsWanted), Ignore(StopTooLate), Ignore(Settled));

        // The next word is the refund center's: it repeats its facts itself.
        During(Accepted,
            When(CancelAsked, ThisAttempt).OrderStop().AskLater(this).TransitionTo(Stopping),
            Never(DeductionRefused), Never(CancelTooLate),
            Ignore(HandedOn), Ignore(Deducted), Ignore(FundsWanted), Ignore(TakenOver), Ignore(StopTooLate),
            Ignore(Settled), Ignore(AskAgain.Received));

        // The money was given back on a wish that a restore made us forget: then nothing is to be sent either.
        During([Executing, Accepted],
            When(DeductionCancelled, NotOlder).Follow().OrderStop().AskLater(this).TransitionTo(Stopping));

        // The refund center knows nothing of this attempt, unless we forgot: then only it can say what is left to stop.
        During(Cancelling,
            When(DeductionCancelled, NotOlder).Follow().Unschedule(AskAgain).TransitionTo(Cancelled),
            When(DeductionRefused, NotOlder).RememberRefusal().Unschedule(AskAgain).TransitionTo(Rejected),
            When(CancelTooLate, NotOlder).Follow().OrderStop().AskLater(this).TransitionTo(Stopping),
            When(Deducted, IsYoungerDeduction).RememberDeduction().OrderStop().AskLater(this).TransitionTo(Stopping),
            When(FundsWanted, IsYounger).Follow().OrderCancellation().AskLater(this),
            When(AskAgain.Received).OrderCancellation().AskLaterStill(this),
            Never(TakenOver), Never(StopTooLate),
            Ignore(HandedOn), Ignore(CancelAsked), Ignore(Deducted), Ignore(FundsWanted), Ignore(Settled));

        During(Stopping,
            When(StopTooLate, ThisAttempt).RememberStopTooLate(clock).IfElse(
                x => x.Saga.AcceptedAt is null,
                unanswered => unanswered.OrderExecution(clock).AskLater(this).TransitionTo(Executing),
                known => known.Unschedule(AskAgain).TransitionTo(Accepted)),
            When(TakenOver, NotOlder).RememberMethod(clock),
            When(Deducted, IsYoungerDeduction).RememberDeduction().OrderStop().AskLater(this),
            When(FundsWanted, IsYounger).Follow().OrderCancellation().AskLater(this).TransitionTo(Cancelling),
            When(DeductionRefused, IsYounger).RememberRefusal().Unschedule(AskAgain).TransitionTo(Rejected),
            When(AskAgain.Received).OrderStop().AskLaterStill(this),
            Never(DeductionRefused), Never(CancelTooLate),
            Ignore(DeductionCancelled),                           // it led here, and is said again after a restore
            Ignore(HandedOn), Ignore(CancelAsked), Ignore(Deducted), Ignore(FundsWanted), Ignore(Settled));

        // Also when we forgot that we asked for it.
        During([Deducting, Waiting, Executing, Accepted, Cancelling, Stopping],
            When(Stopped, NotOlder).RememberStop(clock).OrderSettlement().AskLater(this).TransitionTo(Settling));

        // A fact that ends the refund orders the books to where it stands; one about an older attempt ends it only if
        // money moved. One that is in progress tells us, when we forgot, that the refund center has this attempt.
        During([Deducting, Waiting],
            WhenNews(clock, news => news.IfElse(
                EndsIt,
                ended => ended.OrderSettlement().AskLater(this).TransitionTo(Settling),
                alive => alive.If(ThisAttempt, taken => taken.Unschedule(AskAgain).TransitionTo(Accepted)))));
        During([Executing, Accepted, Cancelling, Stopping],
            WhenNews(clock, news => news.If(
                EndsIt,
                ended => ended.OrderSettlement().AskLater(this).TransitionTo(Settling))));

        During(Settling,
            When(Settled, IsLastOrder).Unschedule(AskAgain).MoveToOutcome(this),
            When(Settled, IsForgottenOrder).RememberOrder().OrderSettlement().AskLater(this),
            When(AskAgain.Received).RepeatSettlement().AskLaterStill(this),
            WhenNews(clock, news => news.If(IsKnown, final => final.OrderSettlement().AskLater(this))),
            Ignore(HandedOn), Ignore(CancelAsked), Ignore(Deducted), Ignore(FundsWanted), Ignore(DeductionRefused),
            Ignore(DeductionCancelled), Ignore(CancelTooLate), Ignore(TakenOver), Ignore(Stopped), Ignore(StopTooLate));

        // A fact may change later: returned, contradicted, alive after all. It is a new version: a new target for the
        // books.
        During([Succeeded, Failed, Returned, Rejected, Cancelled],
            WhenNews(clock, news => news.IfElse(
                IsKnown,
                final => final.OrderSettlement().AskLater(this).TransitionTo(Settling),
                alive => alive.TransitionTo(Accepted))),
            Ignore(CancelAsked), Ignore(FundsWanted), Ignore(DeductionCancelled), Ignore(CancelTooLate),
            Ignore(StopTooLate), Ignore(Settled), Ignore(AskAgain.Received));

        // Re-opened just before the money was seen to have moved: nothing is deducted again.
        During([Succeeded, Returned],
            When(HandedOn, IsNewAttempt).Follow(),
            Never(DeductionRefused), Ignore(Deducted), Ignore(TakenOver), Ignore(Stopped));

        During(Failed,
            When(HandedOn, IsNewAttempt).Follow().OrderDeduction().AskLater(this).TransitionTo(Deducting),
            Never(DeductionRefused), Ignore(Deducted), Ignore(TakenOver), Ignore(Stopped));

        During(Rejected,
            When(HandedOn, IsNewAttempt).Follow().OrderDeduction().AskLater(this).TransitionTo(Deducting),
            Ignore(DeductionRefused), Never(Deducted), Never(TakenOver), Never(Stopped));

        // Re-opened after the copy was taken from which we were started: clearing knows the younger attempt.
        During([Executing, Accepted, Settling, Failed, Rejected],
            WhenForgotten(Deducted, IsYoungerDeduction, alive => alive
                .RememberDeduction().OrderExecution(clock).AskLater(this).TransitionTo(Executing)),
            WhenForgotten(FundsWanted, IsYounger, alive => alive.Follow().AskLater(this).TransitionTo(Waiting)),
            WhenForgotten(DeductionRefused, IsYounger, alive => alive.RememberRefusal().Unschedule(AskAgain)
                .TransitionTo(Rejected)));

        During(Cancelled,
            When(HandedOn, IsNewAttempt).Follow().OrderDeduction().AskLater(this).TransitionTo(Deducting),
            Ignore(DeductionRefused), Ignore(Deducted), Ignore(TakenOver), Ignore(Stopped));

        During(
            [Deducting, Waiting, Executing, Accepted, Cancelling, Stopping, Settling,
                Succeeded, Failed, Returned, Rejected, Cancelled],
            When(Reconciled).RememberReconciliation(clock).ConfirmExecution(),
            When(Remembered).GiveWay().SayFactAgain(),            // the merchant asked again meanwhile
            When(Repeat).AnsweredAgain().RepeatLastWord());
    }

    public State Deducting { get; private set; } = null!;
    public State Waiting { get; private set; } = null!;
    public State Executing { get; private set; } = null!;
    public State Accepted { get; private set; } = null!;
    public State Cancelling { get; private set; } = null!;
    public State Stopping { get; private set; } = null!;
    public State Settling { get; private set; } = null!;
    public State Succeeded { get; private set; } = null!;
    public State Failed { get; private set; } = null!;
    public State Returned { get; private set; } = null!;
    public State Rejected { get; private set; } = null!;
    public State Cancelled { get; private set; } = null!;

    public Event<RefundHandedOn> HandedOn { get; private set; } = null!;
    public Event<RefundRemembered> Remembered { get; private set; } = null!;
    public Event<RefundCancelAsked> CancelAsked { get; private set; } = null!;
    public Event<RefundDeducted> Deducted { get; private set; } = null!;
    public Event<RefundWaiting> FundsWanted { get; private set; } = null!;
    public Event<DeductionRefused> DeductionRefused { get; private set; } = null!;
    public Event<DeductionCancelled> DeductionCancelled { get; private set; } = null!;
    public Event<CancelTooLate> CancelTooLate { get; private set; } = null!;
    public Event<RefundAccepted> TakenOver { get; private set; } = null!;
    public Event<ExecutionStopped> Stopped { get; private set; } = null!;
    public Event<StopTooLate> StopTooLate { get; private set; } = null!;
    public Event<RefundExecuted> Executed { get; private set; } = null!;
    public Event<RefundReconciled> Reconciled { get; private set; } = null!;
    public Event<DeductionSettled> Settled { get; private set; } = null!;
    public Event<RepeatLast> Repeat { get; private set; } = null!;
    public Schedule<RefundState, RefundAskAgain> AskAgain { get; private set; } = null!;
}
