using Contracts;
using Contracts.Clearing;
using Contracts.Executions;
using MassTransit;

namespace Gateway.Refunds;

/// <summary>The verbs of <see cref="RefundStateMachine"/>: the only place where saga data and messages meet.</summary>
internal static class RefundSteps
{
    public static EventActivityBinder<RefundState, RefundHandedOn> Begin(
        this EventActivityBinder<RefundState, RefundHandedOn> e) => e.Then(x =>
    {
        (x.Saga.Payment, x.Saga.Amount, x.Saga.Reason) = (x.Message.Payment, x.Message.Amount, x.Message.Reason);
        x.Saga.Moved = x.Saga.OrderedMoved = Movements.None(x.Message.Amount.Currency);
        (x.Saga.Attempt, x.Saga.MerchantRefundNo) = (x.Message.Attempt, x.Message.MerchantRefundNo);
        (x.Saga.Settlement, x.Saga.Kind) = (x.Message.Settlement, x.Message.Kind);
    });

    /// <summary>Forgotten with an older copy, and executed all the same; what became of it says the fact.</summary>
    public static EventActivityBinder<RefundState, RefundRemembered> BeginFromFact(
        this EventActivityBinder<RefundState, RefundRemembered> e) => e.Then(x =>
    {
        var fact = x.Message.Fact;
        (x.Saga.Payment, x.Saga.Amount, x.Saga.Reason) = (fact.Payment!, fact.Amount!.Value, fact.Reason);
        x.Saga.Moved = x.Saga.OrderedMoved = Movements.None(x.Saga.Amount.Currency);
        (x.Saga.Attempt, x.Saga.MerchantRefundNo) = (fact.Attempt, fact.MerchantRefundNo!);
        (x.Saga.ExecutionOrdered, x.Saga.Method) = (true, fact.Method);
        (x.Saga.Settlement, x.Saga.Kind) = (fact.Settlement, fact.Kind);
    });

    /// <summary>It is about what we forgot: that comes back first, and then the fact once more.</summary>
    public static EventActivityBinder<RefundState, RefundExecuted> Recall(
        this EventActivityBinder<RefundState, RefundExecuted> e) =>
        e.ThenAsync(x => x.Publish(new RefundForgotten(x.Message)));

    /// <summary>
    /// The merchant asked again under the number, for something else, before the fact came: facts win, and this is what
    /// the refund is about from now on.
    /// </summary>
    public static EventActivityBinder<RefundState, RefundRemembered> GiveWay(
        this EventActivityBinder<RefundState, RefundRemembered> e) => e.Then(x =>
    {
        var fact = x.Message.Fact;
        if (!x.Saga.IsAnotherThan(fact)) return;
        (x.Saga.Payment, x.Saga.Amount, x.Saga.Reason) = (fact.Payment!, fact.Amount!.Value, fact.Reason);
        (x.Saga.Settlement, x.Saga.Kind) = (fact.Settlement, fact.Kind);
        // The fee was told of the other amount; the fact says that this one was ordered.
        (x.Saga.FeeGivenBack, x.Saga.ExecutionOrdered) = (null, true);
    });

    /// <summary>Now it finds its saga.</summary>
    public static EventActivityBinder<RefundState, RefundRemembered> SayFactAgain(
        this EventActivityBinder<RefundState, RefundRemembered> e) => e.ThenAsync(x => x.Publish(x.Message.Fact));

    /// <summary>The attempt that the message is about is the present one, if it is younger.</summary>
    public static EventActivityBinder<RefundState, T> Follow<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Then(x => x.Saga.TakeOver(RefundStateMachine.AttemptOf(x.Message)));

    public static EventActivityBinder<RefundState, T> OrderDeduction<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Say(DeductRefund);

    public static EventActivityBinder<RefundState, T> OrderCancellation<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Say(CancelDeduction);

    public static EventActivityBinder<RefundState, T> OrderExecution<T>(
        this EventActivityBinder<RefundState, T> e, TimeProvider clock) where T : class =>
        e.Then(x =>
        {
            x.Saga.ExecutionOrdered = true;
            x.Saga.ExecutionOrderedAt ??= clock.Now();
        }).Say(ExecuteRefund);

    public static EventActivityBinder<RefundState, T> OrderStop<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Then(x => x.Saga.ExecutionOrdered = true).Say(StopExecution);       // as far as we know

    /// <summary>A new target for the books: the highest number wins, whatever the order of arrival.</summary>
    public static EventActivityBinder<RefundState, T> OrderSettlement<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Then(x =>
        {
            x.Saga.OrderNo++;
            (x.Saga.OrderedOutcome, x.Saga.OrderedMoved) = (x.Saga.Outcome, x.Saga.Moved);
        }).Say(SettleDeduction);

    /// <summary>The next order goes above what the books know.</summary>
    public static EventActivityBinder<RefundState, DeductionSettled> RememberOrder(
        this EventActivityBinder<RefundState, DeductionSettled> e) => e.Then(x => x.Saga.OrderNo = x.Message.OrderNo);

    public static EventActivityBinder<RefundState, T> RepeatSettlement<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Say(SettleDeduction);

    /// <summary>
    /// Starts the pauses anew and sees to it that the timer runs; one that runs already is left running: it costs a
    /// row.
    /// </summary>
    public static EventActivityBinder<RefundState, T> AskLater<T>(
        this EventActivityBinder<RefundState, T> e, RefundStateMachine machine) where T : class =>
        e.Then(x => x.Saga.Asked = 0).If(x => x.Saga.AskAgainToken is null, x => x.Set(machine));

    /// <summary>The timer rang and the command was repeated: the next pause is longer.</summary>
    public static EventActivityBinder<RefundState, RefundAskAgain> AskLaterStill(
        this EventActivityBinder<RefundState, RefundAskAgain> e, RefundStateMachine machine) =>
        e.Then(x => x.Saga.Asked++).Set(machine);

    public static EventActivityBinder<RefundState, RefundDeducted> RememberDeduction(
        this EventActivityBinder<RefundState, RefundDeducted> e) =>
        e.Then(x =>
        {
            x.Saga.TakeOver(x.Message.Attempt);
            x.Saga.FeeGivenBack = x.Message.FeeGivenBack.Minor;
        });

    public static EventActivityBinder<RefundState, DeductionRefused> RememberRefusal(
        this EventActivityBinder<RefundState, DeductionRefused> e) =>
        e.Follow().Then(
            x => (x.Saga.ErrorCode, x.Saga.ErrorMessage) = (x.Message.Error.Code, x.Message.Error.Message));

    /// <summary>As clearing does when it is asked: the money is another refund's, of the same number.</summary>
    public static EventActivityBinder<RefundState, RefundDeducted> RefuseNumber(
        this EventActivityBinder<RefundState, RefundDeducted> e) => e.Then(x =>
        (x.Saga.ErrorCode, x.Saga.ErrorMessage) =
            (FailureCodes.NumberConflict, "This refund number belongs to a refund with other content."));

    public static EventActivityBinder<RefundState, RefundAccepted> RememberMethod(
        this EventActivityBinder<RefundState, RefundAccepted> e, TimeProvider clock) => e.Then(x =>
    {
        x.Saga.TakeOver(x.Message.Attempt);
        x.Saga.ExecutionOrdered = true;
        (x.Saga.Method, x.Saga.ExpectedUntil) = (x.Message.Method, x.Message.ExpectedUntil);
        x.Saga.AcceptedAt ??= clock.Now();
    });

    public static EventActivityBinder<RefundState, T> RememberStop<T>(
        this EventActivityBinder<RefundState, T> e, TimeProvider clock) where T : class =>
        e.Follow().Then(x => (x.Saga.Outcome, x.Saga.FinalAt, x.Saga.Source) =
            (ExecutionOutcome.Stopped, clock.Now(), null));

    public static EventActivityBinder<RefundState, StopTooLate> RememberStopTooLate(
        this EventActivityBinder<RefundState, StopTooLate> e, TimeProvider clock) =>
        e.Then(x => x.Saga.CancelRefusedAt = clock.Now());

    public static EventActivityBinder<RefundState, RefundExecuted> RememberExecution(
        this EventActivityBinder<RefundState, RefundExecuted> e, TimeProvider clock) => e.Then(x =>
    {
        var (saga, fact) = (x.Saga, x.Message);
        saga.TakeOver(fact.Attempt);
        if (fact.Attempt == saga.Attempt) saga.ExecutionOrdered = true;
        (saga.KnownVersion, saga.Outcome) = (fact.Version, fact.Outcome);
        (saga.Method, saga.Moved) = (fact.Method, fact.Moved);
        (saga.WaitingFor, saga.Destination, saga.ChannelTime) = (fact.WaitingFor, fact.Destination, fact.ChannelTime);
        saga.Source = fact.Source;
        (saga.ErrorCode, saga.ErrorMessage) = (fact.Error?.Code, fact.Error?.Message);
        saga.MayReviveUntil = fact.MayReviveUntil;
        saga.FinalAt = fact.Outcome is ExecutionOutcome.InProgress ? null : clock.Now();
        saga.ConfirmedVersion = Math.Max(saga.ConfirmedVersion, fact.Version);
        if (saga.ReconciledVersion == saga.ConfirmedVersion + 1) saga.ConfirmedVersion = saga.ReconciledVersion;
    });

    /// <summary>
    /// Beside the execution, not instead of it: the two are numbered in one series but say different things. One that
    /// overtook an execution is applied and not confirmed, so that the execution is repeated.
    /// </summary>
    public static EventActivityBinder<RefundState, RefundReconciled> RememberReconciliation(
        this EventActivityBinder<RefundState, RefundReconciled> e, TimeProvider clock) => e.Then(x =>
    {
        var (saga, fact) = (x.Saga, x.Message);
        if (fact.Version <= saga.ReconciledVersion) return;
        (saga.ReconciledVersion, saga.BillDate, saga.ReconciledAt) = (fact.Version, fact.BillDate, clock.Now());
        if (fact.Version == saga.ConfirmedVersion + 1) saga.ConfirmedVersion = fact.Version;
    });

    public static EventActivityBinder<RefundState, T> ConfirmExecution<T>(
        this EventActivityBinder<RefundState, T> e) where T : class =>
        e.Say(Confirmation);

    /// <summary>
    /// The books stand where they were ordered to. A leg that came alive in the meantime has the last word.
    /// </summary>
    public static EventActivityBinder<RefundState, DeductionSettled> MoveToOutcome(
        this EventActivityBinder<RefundState, DeductionSettled> e, RefundStateMachine to) => e
        .If(x => x.Saga.Outcome is ExecutionOutcome.Succeeded, x => x.TransitionTo(to.Succeeded))
        .If(x => x.Saga.Outcome is ExecutionOutcome.Failed, x => x.TransitionTo(to.Failed))
        .If(x => x.Saga.Outcome is ExecutionOutcome.Stopped, x => x.TransitionTo(to.Cancelled))
        .If(x => x.Saga.Outcome is ExecutionOutcome.Returned, x => x.TransitionTo(to.Returned))
        .If(x => x.Saga.Outcome is ExecutionOutcome.InProgress, x => x.TransitionTo(to.Accepted));

    /// <summary>
    /// For a service that was restored from a copy: what it was last told, which carries all that re-creates what it
    /// lost.
    /// </summary>
    public static EventActivityBinder<RefundState, RepeatLast> RepeatLastWord(
        this EventActivityBinder<RefundState, RepeatLast> e) =>
        e.ThenAsync(async x =>
        {
            foreach (var word in LastWords.To(x.Message.To, x.Saga)) await x.Publish(word, word.GetType());
        });

    internal static DeductRefund DeductRefund(RefundState s) =>
        new(s.CorrelationId, s.Attempt, s.Payment, s.Amount, FeeGivenBack(s));

    internal static CancelDeduction CancelDeduction(RefundState s) =>
        new(s.CorrelationId, s.Attempt, s.Payment.MerchantId, s.Payment, s.Amount);

    internal static ExecuteRefund ExecuteRefund(RefundState s) =>
        new(s.CorrelationId, s.Attempt, s.Payment, s.Amount, s.Reason, s.MerchantRefundNo, s.ExecutionOrderedAt,
            s.Settlement, s.Kind);

    internal static StopExecution StopExecution(RefundState s) =>
        new(s.CorrelationId, s.Attempt, s.Payment, s.Amount);

    internal static SettleDeduction SettleDeduction(RefundState s) =>
        new(s.CorrelationId, s.Attempt, s.OrderNo, s.Payment, s.Amount, s.OrderedOutcome, s.OrderedMoved,
            FeeGivenBack(s));

    /// <summary>
    /// Re-opened by the merchant, or, after a restore, by what the others know. Versions, order numbers and what moved run
    /// on over the attempts; the rest begins anew, unless money has moved: then nothing more is done for the younger one.
    /// </summary>
    private static void TakeOver(this RefundState saga, int attempt)
    {
        if (attempt <= saga.Attempt) return;
        saga.Attempt = attempt;
        if (saga.HasMoved) return;
        (saga.ExecutionOrdered, saga.ExecutionOrderedAt, saga.Method) = (false, null, null);
        (saga.ExpectedUntil, saga.AcceptedAt, saga.Source, saga.ChannelTime) = (null, null, null, null);
        (saga.Outcome, saga.FinalAt, saga.WaitingFor) = (ExecutionOutcome.InProgress, null, null);
        saga.FeeGivenBack = null;
        (saga.ErrorCode, saga.ErrorMessage, saga.CancelRefusedAt) = (null, null, null);
    }

    private static Money? FeeGivenBack(RefundState s) =>
        s.FeeGivenBack is { } fee ? s.Amount with { Minor = fee } : null;

    internal static ExecutionConfirmed Confirmation(RefundState s) => new(s.CorrelationId, s.ConfirmedVersion);

    private static EventActivityBinder<RefundState, T> Say<T, TMessage>(
        this EventActivityBinder<RefundState, T> e, Func<RefundState,
            TMessage> message) where T : class where TMessage : class =>
        e.ThenAsync(x => x.Publish(message(x.Saga)));

    private static EventActivityBinder<RefundState, T> Set<T>(
        this EventActivityBinder<RefundState, T> e, RefundStateMachine machine) where T : class =>
        e.Schedule(machine.AskAgain, x => new RefundAskAgain(x.Saga.CorrelationId), x => RefundStateMachine.PauseAfter(
            x.Saga.Asked));
}
