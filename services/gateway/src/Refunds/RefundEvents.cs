using Contracts.Clearing;
using Contracts.Executions;
using MassTransit;
using Platform.Messaging;

namespace Gateway.Refunds;

/// <summary>
/// How each event finds its saga, what happens without one, and the conditions that the states share.
/// </summary>
public sealed partial class RefundStateMachine
{
    /// <summary>The first pause before a command is repeated.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>5, 10, 20, 40, 60, 60 … seconds.</summary>
    internal static TimeSpan PauseAfter(int asked)
    {
        var pause = FirstPause * (1 << Math.Min(asked, 6));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>
    /// Only a gateway that was started from an older copy hears of refunds that it does not know. The fact re-creates
    /// it; answers about it wait for that a while (parked).
    /// </summary>
    private static Task Recall(ConsumeContext<RefundExecuted> context) =>
        context.Message is { Payment: not null, Amount: not null, MerchantRefundNo: not null }
            ? context.Publish(new RefundForgotten(context.Message))
            : throw new UnexpectedEventException(
                $"RefundExecuted {context.Message.RefundId} found no saga and does not say what it is about.");

    private void DeclareEvents()
    {
        Event(() => HandedOn, x => x.CorrelateById(m => m.Message.RefundId));
        Event(() => CancelAsked, x =>
        {
            x.CorrelateById(m => m.Message.RefundId);
            x.ParkedWithoutASaga();                               // may overtake the hand-on
        });
        Event(() => Deducted, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => FundsWanted, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => DeductionRefused, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => DeductionCancelled, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => CancelTooLate, x => { x.CorrelateById(m => m.Message.RefundId); x.NeverWithoutASaga(); });
        Event(() => TakenOver, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => Stopped, x => { x.CorrelateById(m => m.Message.RefundId); x.NeverWithoutASaga(); });
        Event(() => StopTooLate, x => { x.CorrelateById(m => m.Message.RefundId); x.NeverWithoutASaga(); });
        Event(() => Remembered, x => x.CorrelateById(m => m.Message.Fact.RefundId));
        Event(() => Executed, x => { x.CorrelateById(m => m.Message.RefundId); x.WithoutASaga(Recall); });
        Event(() => Reconciled, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => Settled, x => { x.CorrelateById(m => m.Message.RefundId); x.ParkedWithoutASaga(); });
        Event(() => Repeat, x => { x.CorrelateById(m => m.Message.RefundId); x.IgnoredWithoutASaga(); });
        Schedule(() => AskAgain, x => x.AskAgainToken, x =>
        {
            x.Delay = FirstPause;
            x.Received = e => { e.CorrelateById(m => m.Message.RefundId); e.IgnoredWithoutASaga(); };
        });
    }

    private static bool IsNewAttempt(BehaviorContext<RefundState, RefundHandedOn> x) =>
        x.Message.Attempt > x.Saga.Attempt;

    private static bool IsNews(BehaviorContext<RefundState, RefundExecuted> x) =>
        x.Message.Version > x.Saga.KnownVersion;

    private static bool IsKnown(BehaviorContext<RefundState, RefundExecuted> x) =>
        x.Message.Outcome is not ExecutionOutcome.InProgress;

    /// <summary>
    /// Success and return end the refund whichever attempt's leg it was; a failure ends only the attempt that failed.
    /// </summary>
    private static bool EndsIt(BehaviorContext<RefundState, RefundExecuted> x) =>
        x.Message.Outcome is ExecutionOutcome.Succeeded or ExecutionOutcome.Returned
        || (IsKnown(x) && x.Message.Attempt == x.Saga.Attempt);

    private static bool IsLastOrder(BehaviorContext<RefundState, DeductionSettled> x) =>
        x.Message.OrderNo == x.Saga.OrderNo && !IsForgottenOrder(x);

    /// <summary>
    /// The books stand at an order that we do not know, or mean something else by our number: we were started from an
    /// older copy.
    /// </summary>
    private static bool IsForgottenOrder(BehaviorContext<RefundState, DeductionSettled> x) =>
        x.Message.OrderNo > x.Saga.OrderNo
        || (x.Message.OrderNo == x.Saga.OrderNo && x.Message.Outcome is { } outcome
            && (outcome != x.Saga.OrderedOutcome || x.Message.Moved != x.Saga.OrderedMoved));

    private static bool ThisAttempt<T>(BehaviorContext<RefundState, T> x) where T : class =>
        AttemptOf(x.Message) == x.Saga.Attempt;

    /// <summary>
    /// This attempt, or a younger one: somebody answers with an attempt that we, started from an older copy, forgot.
    /// The step that remembers the answer takes the attempt over.
    /// </summary>
    private static bool NotOlder<T>(BehaviorContext<RefundState, T> x) where T : class =>
        AttemptOf(x.Message) >= x.Saga.Attempt;

    private static bool IsYounger<T>(BehaviorContext<RefundState, T> x) where T : class =>
        AttemptOf(x.Message) > x.Saga.Attempt;

    /// <summary>
    /// Facts are numbered by their owner: a newer one acts and is confirmed, an older one is only confirmed again. One
    /// about what we forgot under this number is not confirmed before that is back.
    /// </summary>
    private EventActivityBinder<RefundState, RefundExecuted> WhenNews(
        TimeProvider clock,
        Func<EventActivityBinder<RefundState, RefundExecuted>, EventActivityBinder<RefundState, RefundExecuted>> then) =>
        When(Executed).IfElse(
            x => x.Saga.IsAnotherThan(x.Message),
            forgotten => forgotten.Recall(),
            own => own.IfElse(
                IsNews, news => then(news.RememberExecution(clock).ConfirmExecution()), old => old.ConfirmExecution()));

    /// <summary>
    /// Of a younger attempt that we, started from an older copy, forgot. When the older one has paid meanwhile, the books
    /// are ordered there under the younger one, and nothing is paid for that.
    /// </summary>
    private EventActivityBinder<RefundState, T> WhenForgotten<T>(
        Event<T> answer, StateMachineCondition<RefundState, T> isYounger,
        Func<EventActivityBinder<RefundState, T>, EventActivityBinder<RefundState, T>> alive) where T : class =>
        When(answer, isYounger).IfElse(
            x => x.Saga.HasMoved, paid => paid.Follow().OrderSettlement().AskLater(this).TransitionTo(Settling), alive);

    private static bool IsOwnDeduction(BehaviorContext<RefundState, RefundDeducted> x) =>
        NotOlder(x) && IsOfOurs(x);

    /// <summary>Clearing holds money for what we forgot under this number.</summary>
    private static bool IsAnothersDeduction(BehaviorContext<RefundState, RefundDeducted> x) =>
        NotOlder(x) && !IsOfOurs(x);

    private static bool IsYoungerDeduction(BehaviorContext<RefundState, RefundDeducted> x) =>
        IsYounger(x) && IsOwnDeduction(x);

    private static bool IsOfOurs(BehaviorContext<RefundState, RefundDeducted> x) =>
        x.Message.Held + x.Message.FeeGivenBack == x.Saga.Amount
        && (x.Message.PaymentId ?? x.Saga.Payment.PaymentId) == x.Saga.Payment.PaymentId;

    /// <summary>
    /// An answer to what was never asked in this attempt: somebody is wrong, and a person must see it.
    /// </summary>
    private EventActivityBinder<RefundState, T> Never<T>(Event<T> answer) where T : class =>
        When(answer, ThisAttempt).Unexpected();

    internal static int AttemptOf(object answer) => answer switch
    {
        RefundHandedOn m => m.Attempt,
        RefundCancelAsked m => m.Attempt,
        RefundDeducted m => m.Attempt,
        RefundWaiting m => m.Attempt,
        DeductionRefused m => m.Attempt,
        DeductionCancelled m => m.Attempt,
        CancelTooLate m => m.Attempt,
        RefundAccepted m => m.Attempt,
        ExecutionStopped m => m.Attempt,
        StopTooLate m => m.Attempt,
        RefundExecuted m => m.Attempt,
        _ => throw new InvalidOperationException($"{answer.GetType().Name} carries no attempt."),
    };
}
