using System.Diagnostics;
using Contracts.Executions;
using MassTransit;
using Platform.Time;
using RefundCenter.Cases;
using RefundCenter.Legs;
using RefundCenter.Restores;

namespace RefundCenter.Executions;

/// <summary>
/// The verbs of <see cref="ExecutionStateMachine"/>: the only place where an execution's row and messages meet.
/// </summary>
internal static class ExecutionSteps
{
    /// <summary>A new attempt: whatever lives goes on under its number; else the first leg of it is opened.</summary>
    public static EventActivityBinder<ExecutionState, ExecuteRefund> Begin(
        this EventActivityBinder<ExecutionState, ExecuteRefund> execution, ExecutionStateMachine m) => execution
        .Then(x => (x.Saga.Order, x.Saga.HeardFrom) = (x.Message, null))
        .Settle(m)
        .ThenAsync(x => x.Saga.Method is null ? Task.CompletedTask : x.Publish(x.Saga.Accepted()));

    /// <summary>The order is known: the answer again, and what is known since.</summary>
    public static EventActivityBinder<ExecutionState, ExecuteRefund> AnswerAgain(
        this EventActivityBinder<ExecutionState, ExecuteRefund> execution) => execution
        .ThenAsync(async x =>
        {
            if (x.Message.Attempt <= x.Saga.StoppedAttempt && x.Saga.IsStopped)
            {
                await x.Publish(new ExecutionStopped(x.Saga.CorrelationId, x.Message.Attempt));
                return;
            }
            if (x.Saga.Method is not null) await x.Publish(x.Saga.Accepted());
            if (x.Saga.LastExecuted is { } executed) await x.Publish(executed);
        });

    /// <summary>
    /// Nothing was sent for an attempt that we have never heard of, and nothing will be: an order that comes later
    /// finds this. Unless we were restored from a copy and may have forgotten it: then only the channel can tell.
    /// </summary>
    public static EventActivityBinder<ExecutionState, StopExecution> RememberStop(
        this EventActivityBinder<ExecutionState, StopExecution> execution, ExecutionStateMachine m) => execution
        .ThenAsync(async x =>
        {
            if (x.Message is { Payment: { } payment, Amount: { } amount })
                x.Saga.Forgotten ??= new(x.Message.RefundId, x.Message.Attempt, payment, amount, Reason: null);
            var mayHaveBeenSent = x.Saga.MissingPayouts.Count > 0 || m.Gate.MayHaveBeenSent(x.Message.Payment);
            if (x.Message.Attempt > x.Saga.StoppedAttempt && mayHaveBeenSent)
            {
                await x.Publish(new StopTooLate(x.Saga.CorrelationId, x.Message.Attempt));
                return;
            }
            x.Saga.StoppedAttempt = Math.Max(x.Saga.StoppedAttempt, x.Message.Attempt);
            await x.Publish(new ExecutionStopped(x.Saga.CorrelationId, x.Message.Attempt));
        })
        .Touch(m);

    /// <summary>
    /// A bill says that a leg which we forgot moved money, and facts are never refused: it is made again, as one that
    /// the channel has and that is never sent. The fact itself comes again and moves it.
    /// </summary>
    public static EventActivityBinder<ExecutionState, LegFound> OpenWhatWasFound(
        this EventActivityBinder<ExecutionState, LegFound> execution, ExecutionStateMachine m) => execution
        .If(IsNextOfAForgottenOrder, found => found
            .TakeForgottenOrder()
            .ThenAsync(x => OpenLeg(x, m, LegFacts.OriginalOf(m.Shelf.MethodsOf(x.Saga.Order!.Payment)), isFound: true))
            .Touch(m));

    /// <summary>What a stop told of an order that we forgot; nothing is opened for it but what was found.</summary>
    public static EventActivityBinder<ExecutionState, T> TakeForgottenOrder<T>(
        this EventActivityBinder<ExecutionState, T> execution) where T : class => execution
        .Then(x =>
        {
            x.Saga.Order ??= x.Saga.Forgotten!;
            x.Saga.StoppedAttempt = Math.Max(x.Saga.StoppedAttempt, x.Saga.Attempt);
        });

    /// <summary>
    /// The payout service has an order of ours that a restore made us forget. Whatever leads there, no leg before it is
    /// sent any more.
    /// </summary>
    public static EventActivityBinder<ExecutionState, PayoutFound> RememberPayout(
        this EventActivityBinder<ExecutionState, PayoutFound> execution, ExecutionStateMachine m) => execution
        .Then(x => x.Saga.FoundPayouts = [.. x.Saga.FoundPayouts.Union([x.Message.Ordinal]).Order()])
        .Touch(m);

    private static bool IsNextOfAForgottenOrder(BehaviorContext<ExecutionState, LegFound> x) =>
        (x.Saga.Order ?? x.Saga.Forgotten) is not null && x.Message.Ordinal == x.Saga.Facts.Legs.Count + 1
        && x.Saga.Facts.Legs.All(leg => leg.Standing is LegStanding.Dead or LegStanding.Returned);

    /// <summary>Only the leg's row knows whether a send was claimed: it is asked, under its lock.</summary>
    public static EventActivityBinder<ExecutionState, StopExecution> AskLegToStop(
        this EventActivityBinder<ExecutionState, StopExecution> execution, ExecutionStateMachine m) => execution
        .Then(x => x.Saga.StopOrdinal = x.Saga.Facts.Last!.Ordinal)
        .ThenAsync(x => Say(x, x.Saga.Stop(x.Saga.StopOrdinal!.Value)))
        .Touch(m);

    public static EventActivityBinder<ExecutionState, StopExecution> TellTooLate(
        this EventActivityBinder<ExecutionState, StopExecution> execution) => execution
        .ThenAsync(async x =>
        {
            await x.Publish(new StopTooLate(x.Saga.CorrelationId, x.Message.Attempt));
            if (x.Saga.LastExecuted is { } executed) await x.Publish(executed);
        });

    /// <summary>The leg's answer to a stop: dead unsent, or claimed.</summary>
    public static EventActivityBinder<ExecutionState, LegMoved> EndStopping(
        this EventActivityBinder<ExecutionState, LegMoved> execution, ExecutionStateMachine m) => execution
        .ThenAsync(async x =>
        {
            var (saga, leg) = (x.Saga, x.Saga.Facts.Find(x.Saga.StopOrdinal ?? 0));
            // not its answer yet
            if (leg is null || leg is { Standing: LegStanding.Live, IsClaimed: false }) return;
            if (leg.NeverSent && saga.Facts.Legs.All(l => l.Standing is LegStanding.Dead or LegStanding.Returned))
            {
                (saga.StopOrdinal, saga.StoppedAttempt) = (null, saga.Attempt);
                await x.Publish(new ExecutionStopped(saga.CorrelationId, saga.Attempt));
                await x.TransitionToState(m.Stopped);
                return;
            }
            saga.StopOrdinal = null;
            await x.Publish(new StopTooLate(saga.CorrelationId, saga.Attempt));
            await x.TransitionToState(m.Executing);
        })
        .If(x => x.Saga.CurrentState == m.Executing.Name, late => late.Settle(m))
        .Touch(m);

    public static EventActivityBinder<ExecutionState, LegMoved> Remember(
        this EventActivityBinder<ExecutionState, LegMoved> execution, ExecutionStateMachine m) => execution
        .Then(x =>
        {
            x.Saga.Facts = x.Saga.Facts.With(x.Message, m.Clock.GetUtcNow());
            (x.Saga.Heard, x.Saga.HeardFrom) = (x.Saga.Facts.Heard, x.Message.Source);
        });

    /// <summary>Where the legs stand decides: the next leg, a leg to stop, what gateway is told, the state.</summary>
    public static EventActivityBinder<ExecutionState, T> Settle<T>(
        this EventActivityBinder<ExecutionState, T> execution, ExecutionStateMachine m) where T : class => execution
        .ThenAsync(async x =>
        {
            var standing = Decide(x.Saga, m);
            if (standing.NextMethod is { } method)
            {
                await OpenLeg(x, m, method);
                standing = Decide(x.Saga, m);
            }
            await StopWhatIsTooMuch(x, standing);
            await OvertakeWhatIsBehind(x);
            await Tell(x, standing, m);
            await x.TransitionToState(m.StateOf(standing.Outcome));
        })
        .Touch(m);

    /// <summary>
    /// Gateway has it. A higher number than ours means that our database was restored: the next fact goes above it.
    /// </summary>
    public static EventActivityBinder<ExecutionState, ExecutionConfirmed> NoteConfirmation(
        this EventActivityBinder<ExecutionState, ExecutionConfirmed> execution, ExecutionStateMachine m) => execution
        .ThenAsync(async x =>
        {
            var (saga, version) = (x.Saga, x.Message.Version);
            saga.ConfirmedVersion = Math.Max(saga.ConfirmedVersion, version);
            if (version <= saga.Version) return;
            saga.Version = version;
            if (saga.LastExecuted is { } executed)
                await x.Publish(saga.LastExecuted = executed with { Version = saga.Number(m.Gate) });
            if (saga.LastReconciled is { } reconciled)
                await x.Publish(saga.LastReconciled = reconciled with { Version = saga.Number(m.Gate) });
        })
        .Touch(m);

    public static EventActivityBinder<ExecutionState, RepeatLast> SayLastAgain(
        this EventActivityBinder<ExecutionState, RepeatLast> execution) => execution
        .ThenAsync(async x =>
        {
            foreach (var message in x.Saga.Last()) await Say(x, message);
            if (!IsOutstanding(x.Saga)) x.Saga.RepeatAt = null;
        });

    /// <summary>Something changed: what is outstanding is said again after the first pause.</summary>
    public static EventActivityBinder<ExecutionState, T> Touch<T>(
        this EventActivityBinder<ExecutionState, T> execution, ExecutionStateMachine m) where T : class => execution
        .Then(x =>
        {
            var now = m.Clock.GetUtcNow();
            if (x.Saga.CreatedAt == default) x.Saga.CreatedAt = now;
            x.Saga.UpdatedAt = now;
            x.Saga.RepeatAt = IsOutstanding(x.Saga) ? now + m.Options.RepeatPause : null;
            x.Saga.Repeats = 0;
        });

    /// <summary>The number of the next fact.</summary>
    private static int Number(this ExecutionState saga, RestoreGate gate) =>
        saga.Version = Math.Max(saga.Version + 1, gate.FirstVersion);

    private static bool IsOutstanding(ExecutionState saga) =>
        saga.IsUnconfirmed || saga.StopOrdinal is not null || saga.AwaitsPayout;

    private static Standing Decide(ExecutionState saga, ExecutionStateMachine m) => saga.Facts.Decide(
        saga.Attempt, m.Shelf.MethodsFor(saga.Order!, m.Clock.GetUtcNow()), stopAsked: saga.StoppedAttempt >= saga.Attempt,
        saga.MissingPayouts);

    private static async Task OpenLeg(
        BehaviorContext<ExecutionState> x, ExecutionStateMachine m, string method, bool isFound = false)
    {
        var (saga, order, now) = (x.Saga, x.Saga.Order!, m.Clock.GetUtcNow());
        var mayHaveBeenSent = isFound || saga.MissingPayouts.Count > 0 || (m.Gate.MayHaveBeenSent(order.Payment)
            && (!Methods.IsByFile(method) || m.Gate.MayHaveBeenOrdered(order.OrderedAt)));
        var legOrder = new LegOrder(
            order.RefundId, saga.Facts.Legs.Count + 1, order.Attempt, method, order.Payment, order.Amount,
            order.Reason, mayHaveBeenSent, Activity.Current?.Id)
        {
            OrderedAt = order.OrderedAt, FirstSend = m.Shelf.FirstSendOf(order.Payment, now),
            RulebookVersion = m.Shelf.Find(order.Payment.Channel)?.Version,
        };
        var leg = isFound ? Leg.Found(legOrder, now) : Leg.Open(legOrder, now);
        saga.NewLegs.Add(leg);
        saga.Facts = saga.Facts.Add(LegFact.Opened(leg));
        saga.Heard = saga.Facts.Heard;
        saga.Method = method;
        saga.ExpectedUntil = m.Shelf.ExpectedUntil(order.Payment, method, leg.DueAt ?? now);
        if (method == Methods.Payout) await Say(x, saga.MakePayout(leg.Ordinal));
    }

    private static async Task StopWhatIsTooMuch(BehaviorContext<ExecutionState> x, Standing standing)
    {
        var stop = standing.Stop?.Ordinal;
        if (stop is not null && stop != x.Saga.StopOrdinal) await Say(x, x.Saga.Stop(stop.Value));
        x.Saga.StopOrdinal = stop;
    }

    private static async Task OvertakeWhatIsBehind(BehaviorContext<ExecutionState> x)
    {
        if (x.Saga.MissingPayouts is not [.., var by]) return;
        foreach (var leg in x.Saga.Facts.Legs.Where(leg => leg.Standing is LegStanding.Live || !leg.IsPast))
            await x.Publish(new OvertakeLeg(x.Saga.CorrelationId, leg.Ordinal, by));
    }

    private static async Task Tell(BehaviorContext<ExecutionState> x, Standing standing, ExecutionStateMachine m)
    {
        var saga = x.Saga;
        if (standing.Outcome is ExecutionOutcome.Stopped)
        {
            // Gateway asked for it and has its answer; told since then that an older leg lives, it waits for another one.
            if (saga.LastExecuted is { Outcome: ExecutionOutcome.InProgress } told && told.Attempt == saga.Attempt)
                await x.Publish(new ExecutionStopped(saga.CorrelationId, saga.Attempt));
            return;
        }
        var fact = saga.Fact(standing, m.Shelf.Find(saga.Order!.Payment.Channel)?.ResurrectionTime);
        if (!IsKnown(saga, fact, m.Gate))
            await x.Publish(saga.LastExecuted = fact with { Version = saga.Number(m.Gate) });

        if (standing is { Outcome: ExecutionOutcome.Succeeded, Teller.BilledOn: { } day }
            && saga.LastReconciled?.Attempt != saga.Attempt)
            await x.Publish(saga.LastReconciled = new RefundReconciled(
                saga.CorrelationId, saga.Attempt, saga.Number(m.Gate), day));

        if (saga.HasExcess || saga.Facts.Legs.Count(leg => leg.Standing is LegStanding.Paid) < 2) return;
        saga.HasExcess = true;
        saga.NewCases.Add(new Case
        {
            Id = Ids.New(m.Clock), RefundId = saga.CorrelationId, Ordinal = standing.Teller!.Ordinal,
            Kind = CaseKind.BothPaid,
            Detail = $"{fact.Moved.AtPayer} of {saga.Order!.Amount} is at the payer",
            OpenedAt = m.Clock.GetUtcNow(),
        });
    }

    /// <summary>
    /// Gateway knows it already: from the fact before, or, while all goes its way, from RefundAccepted. What was told
    /// before a restore is told again with the next fact: the series has no gaps that gateway would wait for.
    /// </summary>
    private static bool IsKnown(ExecutionState saga, RefundExecuted fact, RestoreGate gate)
    {
        if (saga.LastExecuted is { } last && last.Version >= gate.FirstVersion && fact == last with { Version = 0, Source = fact.Source })
            return true;
        var accepted = saga.Facts.Legs.FirstOrDefault(leg => leg.Attempt == saga.Attempt)?.Method;
        return saga.LastExecuted?.Attempt != saga.Attempt
            && fact is { Outcome: ExecutionOutcome.InProgress, WaitingFor: null }
            && fact.Method == accepted && fact.Moved == (saga.LastExecuted?.Moved ?? Movements.None(saga.Currency));
    }

    private static Task Say(BehaviorContext<ExecutionState> x, object message) => x.Publish(message, message.GetType());
}
