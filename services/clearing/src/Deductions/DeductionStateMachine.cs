using Contracts.Accounting;
using Contracts.Clearing;
using MassTransit;
using Platform.Messaging;

namespace Clearing.Deductions;

/// <summary>
/// The life of a deduction: hold, then settle at the numbered targets that gateway orders (architecture §3). It moves
/// no money itself, and no timer of it decides anything. One block per state, in the order of life; what is alike
/// everywhere comes last.
/// </summary>
public sealed class DeductionStateMachine : MassTransitStateMachine<DeductionState>
{
    public DeductionStateMachine(ClearingOptions options, TimeProvider clock)
    {
        (Options, Clock) = (options, clock);
        InstanceState(x => x.CurrentState);                       // the name
        DeclareEvents();

        Initially(
            When(Deduct).Begin(this),
            When(Cancel).RememberCancellation(this),              // its refund may still come, and must do nothing then
            When(Settle).TakeOrder(this));                        // a fact: the saga was lost with a restored database

        During(Holding,
            When(Deduct, IsNotNewer).Ignored(),                   // its answer is on its way
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotOlder).OrderCancellation(this),
            When(Cancel, IsOlder).Ignored(),
            When(Held, IsOfThisAttempt).LeaveQueue().TellDeducted(this),
            When(Short, IsOfThisAttempt).StayInQueue(this),
            When(HoldCancelled, IsOfThisAttempt).TellCancelled(this),
            Ignore(TryAgain), Ignore(Release));

        During(Waiting,
            When(Deduct, IsNotNewer).Answer(x => x.Waiting()),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotOlder).OrderCancellation(this),
            When(Cancel, IsOlder).Answer(x => x.Waiting()),
            When(Held, IsOfThisAttempt).LeaveQueue().TellDeducted(this),      // the answer to a question asked twice
            When(HoldCancelled, IsOfThisAttempt).TellCancelled(this),
            When(TryAgain).OrderHold(this),
            Ignore(Short), Ignore(Release));

        During(Deducted,
            When(Deduct, IsNotNewer).Answer(x => x.Deducted()),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotOlder).OrderCancellation(this),
            When(Cancel, IsOlder).Answer(x => x.Deducted()),
            When(Held, IsOfThisAttempt).HoldIsThere(this),
            When(Short, IsOfThisAttempt).HoldIsLost(this),        // overtaken, or lost by a restore: ask until it holds
            When(HoldCancelled, IsOfThisAttempt).TellCancelled(this),
            Ignore(TryAgain), Ignore(Release));

        During([Settling, Settled],
            When(Deduct, IsNotNewer).Answer(x => x.Deducted()),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotNewer).Answer(x => x.TooLate()),
            When(Cancel, IsNewAttempt).OrderCancellation(this),
            Ignore(Held), Ignore(Short), Ignore(HoldCancelled), Ignore(TryAgain), Ignore(Release));

        During(Cancelling,
            When(Deduct, IsNotNewer).Ignored(),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotNewer).Ignored(),
            When(Cancel, IsNewAttempt).OrderCancellation(this),
            When(HoldCancelled, IsOfThisAttempt).TellCancelled(this),
            Ignore(Held), Ignore(Short), Ignore(TryAgain), Ignore(Release));

        During(Cancelled,
            When(Deduct, IsNotNewer).Answer(x => x.Cancelled()),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotNewer).Answer(x => x.Cancelled()),
            When(Cancel, IsNewAttempt).OrderCancellation(this),
            When(Release).ReleasePart(this),
            Ignore(Held), Ignore(Short), Ignore(HoldCancelled), Ignore(TryAgain));

        During(Refusing,                                          // a forgotten hold is given back before we say so
            When(Deduct, IsNotNewer).Ignored(),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotOlder).OrderCancellation(this),
            When(Cancel, IsOlder).Ignored(),
            When(HoldCancelled, IsOfThisAttempt).TellRefused(this),
            Ignore(Held), Ignore(Short), Ignore(TryAgain), Ignore(Release));

        During(Refused,
            When(Deduct, IsNotNewer).Answer(x => x.Refused()),
            When(Deduct, IsNewAttempt).Begin(this),
            When(Cancel, IsNotNewer).Answer(x => x.Cancelled()),
            When(Cancel, IsNewAttempt).OrderCancellation(this),
            Ignore(Held), Ignore(Short), Ignore(HoldCancelled), Ignore(TryAgain), Ignore(Release));

        During([Holding, Waiting, Deducted, Settling, Settled, Cancelling, Cancelled, Refusing, Refused],
            When(Settle).MoveToTarget(this),                      // facts are taken in every state
            When(Deduct, IsOfAnother).RefuseNumber(),
            When(Cancel, IsOfAnother).RefuseNumber(),
            When(HoldSettled, IsNews).TellSettled(this),
            When(HoldSettled, IsKnown).Ignored(),
            When(AskAgain.Received).RepeatUnanswered(this),
            When(Repeat).RepeatLast());

        // Answers about an attempt that is not asked for any more.
        During([Holding, Waiting, Deducted], When(Held, IsOfAnotherAttempt).Ignored());
        During([Holding, Deducted], When(Short, IsOfAnotherAttempt).Ignored());
        During(
            [Holding, Waiting, Deducted, Cancelling, Refusing],
            When(HoldCancelled, IsOfAnotherAttempt).Ignored());
    }

    public State Holding { get; private set; } = null!;
    public State Waiting { get; private set; } = null!;
    public State Deducted { get; private set; } = null!;
    public State Settling { get; private set; } = null!;
    public State Settled { get; private set; } = null!;
    public State Cancelling { get; private set; } = null!;
    public State Cancelled { get; private set; } = null!;
    public State Refusing { get; private set; } = null!;
    public State Refused { get; private set; } = null!;

    public Event<DeductRefund> Deduct { get; private set; } = null!;
    public Event<CancelDeduction> Cancel { get; private set; } = null!;
    public Event<FundsHeld> Held { get; private set; } = null!;
    public Event<FundsShort> Short { get; private set; } = null!;
    public Event<HoldCancelled> HoldCancelled { get; private set; } = null!;
    public Event<TryAgain> TryAgain { get; private set; } = null!;
    public Event<ReleasePart> Release { get; private set; } = null!;
    public Event<SettleDeduction> Settle { get; private set; } = null!;
    public Event<HoldSettled> HoldSettled { get; private set; } = null!;
    public Event<RepeatLast> Repeat { get; private set; } = null!;
    public Schedule<DeductionState, TimeToAskAgain> AskAgain { get; private set; } = null!;

    internal ClearingOptions Options { get; }
    internal TimeProvider Clock { get; }

    /// <summary>
    /// Answers without a saga are to questions of before a restore: gateway tells the refund again, and all is asked
    /// again.
    /// </summary>
    private void DeclareEvents()
    {
        Event(() => Deduct, x => x.CorrelateById(m => m.Message.RefundId));
        Event(() => Cancel, x => x.CorrelateById(m => m.Message.RefundId));
        Event(() => Settle, x => x.CorrelateById(m => m.Message.RefundId));
        Event(() => Held, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => Short, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => HoldCancelled, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => HoldSettled, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => TryAgain, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => Release, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Event(() => Repeat, x => x.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga());
        Schedule(() => AskAgain, x => x.AskAgainToken, x =>
        {
            x.Delay = Options.AskAgainAfter;
            x.Received = e => e.CorrelateById(m => m.Message.RefundId).IgnoredWithoutASaga();
        });
    }

    private static bool IsOfAnother(BehaviorContext<DeductionState, DeductRefund> x) =>
        x.Saga.IsAnotherThan(x.Message.Payment, x.Message.Amount);
    private static bool IsOfAnother(BehaviorContext<DeductionState, CancelDeduction> x) =>
        x.Saga.IsAnotherThan(x.Message.Payment, x.Message.Amount);
    private static bool IsNewAttempt(BehaviorContext<DeductionState, DeductRefund> x) =>
        x.Message.Attempt > x.Saga.Attempt && !IsOfAnother(x);
    /// <summary>
    /// This attempt, or an older one, of which a gateway that was started from an older copy asks: it is answered with
    /// the present attempt, which it then follows.
    /// </summary>
    private static bool IsNotNewer(BehaviorContext<DeductionState, DeductRefund> x) =>
        x.Message.Attempt <= x.Saga.Attempt && !IsOfAnother(x);
    private static bool IsNewAttempt(BehaviorContext<DeductionState, CancelDeduction> x) =>
        x.Message.Attempt > x.Saga.Attempt && !IsOfAnother(x);
    /// <summary>As with orders: an older one is answered with where the present attempt stands.</summary>
    private static bool IsNotNewer(BehaviorContext<DeductionState, CancelDeduction> x) =>
        x.Message.Attempt <= x.Saga.Attempt && !IsOfAnother(x);
    private static bool IsOlder(BehaviorContext<DeductionState, CancelDeduction> x) =>
        x.Message.Attempt < x.Saga.Attempt && !IsOfAnother(x);
    private static bool IsNotOlder(BehaviorContext<DeductionState, CancelDeduction> x) =>
        x.Message.Attempt >= x.Saga.Attempt && !IsOfAnother(x);
    private static bool IsOfThisAttempt(BehaviorContext<DeductionState, FundsHeld> x) =>
        x.Message.Attempt == x.Saga.Attempt;
    private static bool IsOfThisAttempt(BehaviorContext<DeductionState, FundsShort> x) =>
        x.Message.Attempt == x.Saga.Attempt;
    private static bool IsOfThisAttempt(BehaviorContext<DeductionState, HoldCancelled> x) =>
        x.Message.Attempt == x.Saga.Attempt;
    private static bool IsOfAnotherAttempt(BehaviorContext<DeductionState, FundsHeld> x) => !IsOfThisAttempt(x);
    private static bool IsOfAnotherAttempt(BehaviorContext<DeductionState, FundsShort> x) => !IsOfThisAttempt(x);
    private static bool IsOfAnotherAttempt(BehaviorContext<DeductionState, HoldCancelled> x) => !IsOfThisAttempt(x);
    private static bool IsNews(BehaviorContext<DeductionState, HoldSettled> x) =>
        x.Message.OrderNo > x.Saga.SettledNo;
    private static bool IsKnown(BehaviorContext<DeductionState, HoldSettled> x) => !IsNews(x);
}
