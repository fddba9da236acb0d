using Contracts.Executions;
using MassTransit;
using Platform.Messaging;
using RefundCenter.Legs;
using RefundCenter.Restores;
using RefundCenter.Rulebooks;

namespace RefundCenter.Executions;

/// <summary>
/// The execution of one refund: one block per state, in the order a refund lives through them. What its legs do is
/// decided in their own rows (<see cref="Leg"/>); it hears of it by <see cref="LegMoved"/>, decides whether another leg
/// is opened, and is the only one who tells gateway, in one series of versions.
/// </summary>
public sealed class ExecutionStateMachine : MassTransitStateMachine<ExecutionState>
{
    public ExecutionStateMachine(RulebookShelf shelf, RestoreGate gate, RefundCenterOptions options, TimeProvider clock)
    {
        (Shelf, Gate, Options, Clock) = (shelf, gate, options, clock);
        InstanceState(x => x.CurrentState);                       // the name

        Event(() => Ordered, x => x.CorrelateById(m => m.Message.RefundId));
        Event(() => StopAsked, x => x.CorrelateById(m => m.Message.RefundId));
        // A leg is never without its execution, except one that a restore made us forget.
        Event(() => Moved, x => x.CorrelateById(m => m.Message.RefundId).NeverWithoutASaga(m => !IsOfThisLife(m)));
        // Without a saga we were restored: gateway repeats its order, and tells the number again when it hears a lower
        // one.
        Event(() => Confirmed, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => Again, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        // Without a saga: the fact of the bill is repeated, and gateway's last word makes one.
        Event(() => Found, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());

        Event(() => PayoutTold, x => x.CorrelateById(m => m.Message.RefundId));

        Initially(
            When(Ordered).Begin(this),
            When(StopAsked).RememberStop(this).TransitionTo(Stopped),
            When(PayoutTold).RememberPayout(this).TransitionTo(Stopped));   // gateway repeats its order

        During(Executing,
            When(Moved, IsNewer).Remember(this).Settle(this),
            When(StopAsked).IfElse(
                IsLaterAttempt, later => later.RememberStop(this),
                present => present.IfElse(
                    MayStop, early => early.AskLegToStop(this).TransitionTo(Stopping), late => late.TellTooLate())),
            When(Ordered).IfElse(IsNewAttempt, x => x.Begin(this), x => x.AnswerAgain()),
            When(Confirmed).NoteConfirmation(this),
            When(Again).SayLastAgain());

        During(Stopping,
            When(Moved, IsNotOlder).Remember(this).EndStopping(this),
            When(StopAsked).IfElse(
                IsLaterAttempt, later => later.RememberStop(this), present => present.AskLegToStop(this)),
            When(Ordered).AnsweredAgain().AnswerAgain(),
            When(Confirmed).NoteConfirmation(this),
            When(Again).SayLastAgain());

        // A fact can change later: a leg pays after its death, a payout comes back, a person re-opens the refund.
        During([Succeeded, Failed, Returned],
            When(Moved, IsNewer).Remember(this).Settle(this),
            When(StopAsked).IfElse(IsLaterAttempt, later => later.RememberStop(this), present => present.TellTooLate()),
            When(Ordered).IfElse(IsNewAttempt, x => x.Begin(this), x => x.AnswerAgain()),
            When(Confirmed).NoteConfirmation(this),
            When(Again).SayLastAgain());

        // Only an execution of which we forgot the legs has one that is not here (a restore, then gateway's last word).
        During([Executing, Stopping, Succeeded, Failed, Returned], Ignore(Found));
        During([Executing, Succeeded, Failed, Returned], When(PayoutTold, IsMissing).RememberPayout(this).Settle(this));
        // The leg that is asked to stop was made doubtful by the restore: it says that it is claimed, and that settles.
        During(Stopping, When(PayoutTold, IsMissing).RememberPayout(this));

        During(Stopped,
            When(Found).OpenWhatWasFound(this),
            When(PayoutTold, IsMissing).RememberPayout(this)
                .If(HasAnOrder, known => known.TakeForgottenOrder().Settle(this)),
            When(StopAsked).RememberStop(this),
            When(Ordered).IfElse(IsNewAttempt, x => x.Begin(this), x => x.AnswerAgain()),
            When(Moved, IsNewer).Remember(this).Settle(this),     // an older leg that had died works again
            When(Confirmed).NoteConfirmation(this),
            When(Again).SayLastAgain());
    }

    /// <summary>A leg lives, or possibly lives, or waits for somebody.</summary>
    public State Executing { get; private set; } = null!;

    /// <summary>The leg is asked, under its row's lock, whether it can still be stopped.</summary>
    public State Stopping { get; private set; } = null!;

    public State Succeeded { get; private set; } = null!;

    /// <summary>Every leg is dead with a certificate and no method is left.</summary>
    public State Failed { get; private set; } = null!;

    /// <summary>The bank sent a payout back.</summary>
    public State Returned { get; private set; } = null!;

    /// <summary>Nothing was sent for this attempt, and nothing will be.</summary>
    public State Stopped { get; private set; } = null!;

    public Event<ExecuteRefund> Ordered { get; private set; } = null!;
    public Event<StopExecution> StopAsked { get; private set; } = null!;
    public Event<LegMoved> Moved { get; private set; } = null!;
    public Event<ExecutionConfirmed> Confirmed { get; private set; } = null!;
    public Event<RepeatLast> Again { get; private set; } = null!;
    public Event<LegFound> Found { get; private set; } = null!;
    public Event<PayoutFound> PayoutTold { get; private set; } = null!;

    internal RulebookShelf Shelf { get; }
    internal RestoreGate Gate { get; }
    internal RefundCenterOptions Options { get; }
    internal TimeProvider Clock { get; }

    internal State StateOf(ExecutionOutcome outcome) => outcome switch
    {
        ExecutionOutcome.Succeeded => Succeeded,
        ExecutionOutcome.Failed => Failed,
        ExecutionOutcome.Returned => Returned,
        ExecutionOutcome.Stopped => Stopped,
        _ => Executing,
    };

    /// <summary>What a life told that a restore has rolled back counts no more: the leg's row is asked for, and tells.</summary>
    private bool IsOfThisLife(LegMoved moved) => moved.RestoredAt == Gate.RestoredAt;

    private bool IsNewer(BehaviorContext<ExecutionState, LegMoved> x) =>
        IsNotOlder(x) && (x.Message.Version > x.Saga.Facts.Find(x.Message.Ordinal)!.Version || AnswersAStop(x));

    private bool IsNotOlder(BehaviorContext<ExecutionState, LegMoved> x) => IsOfThisLife(x.Message)
        && x.Saga.Facts.Find(x.Message.Ordinal) is { } known && x.Message.Version >= known.Version;

    // A claim at a channel makes no new version; it is told only to whoever asked the leg to stop.
    private static bool AnswersAStop(BehaviorContext<ExecutionState, LegMoved> x) =>
        x.Saga.StopOrdinal == x.Message.Ordinal;

    private static bool IsMissing(BehaviorContext<ExecutionState, PayoutFound> x) =>
        x.Message.Ordinal > x.Saga.Facts.Legs.Count;

    private static bool HasAnOrder(BehaviorContext<ExecutionState, PayoutFound> x) =>
        (x.Saga.Order ?? x.Saga.Forgotten) is not null;

    private static bool IsNewAttempt(BehaviorContext<ExecutionState, ExecuteRefund> x) =>
        x.Message.Attempt > x.Saga.Attempt && x.Message.Attempt > x.Saga.StoppedAttempt;

    private static bool IsLaterAttempt(BehaviorContext<ExecutionState, StopExecution> x) =>
        x.Message.Attempt > x.Saga.Attempt;

    /// <summary>Only the first leg of an attempt can be stopped: behind a second one something was sent.</summary>
    private static bool MayStop(BehaviorContext<ExecutionState, StopExecution> x) =>
        x.Message.Attempt == x.Saga.Attempt && x.Saga.StopOrdinal is null
        && x.Saga.Facts.Legs.Count(leg => leg.Attempt == x.Saga.Attempt) == 1
        && x.Saga.Facts.Last is { Standing: LegStanding.Live, IsClaimed: false };
}
