using Contracts.Executions;
using Contracts.Payouts;
using RefundCenter.Legs;

namespace RefundCenter.Executions;

/// <summary>What an execution says, composed from its row alone, so that it can be said again at any time.</summary>
internal static class ExecutionMessages
{
    public static RefundAccepted Accepted(this ExecutionState execution) =>
        new(execution.CorrelationId, execution.Attempt, execution.Method!, execution.ExpectedUntil!.Value);

    public static MakePayout MakePayout(this ExecutionState execution, int ordinal) => new(
        ChannelNo.IdOf(execution.CorrelationId, ordinal), execution.CorrelationId, ordinal,
        ChannelNo.For(execution.CorrelationId, ordinal), execution.Order!.Payment.MerchantId,
        execution.Order.Payment.PaymentId,
        execution.Order.Amount, execution.Order.Reason);

    /// <summary>The order to stop a leg, by its method.</summary>
    public static object Stop(this ExecutionState execution, int ordinal) =>
        execution.Facts.Find(ordinal)!.Method == Methods.Payout
            ? new StopPayout(ChannelNo.IdOf(execution.CorrelationId, ordinal))
            : new StopLeg(execution.CorrelationId, ordinal);

    /// <summary>The last command and the last facts, whoever has heard them.</summary>
    public static IEnumerable<object> Last(this ExecutionState execution)
    {
        if (execution.Facts.Last is { Method: Methods.Payout } payout)
            yield return execution.MakePayout(payout.Ordinal);
        if (execution.StopOrdinal is { } stop) yield return execution.Stop(stop);
        // An answer and no fact: a gateway that forgot that it asked waits for nothing else.
        if (execution is { IsStopped: true, StoppedAttempt: > 0 })
            yield return new ExecutionStopped(execution.CorrelationId, execution.StoppedAttempt);
        if (execution.LastExecuted is { } executed) yield return executed;
        if (execution.LastReconciled is { } reconciled) yield return reconciled;
    }

    /// <summary>The fact that the legs make, without its number.</summary>
    /// <param name="resurrection">Of the payment's channel, also for payouts that came after it.</param>
    public static RefundExecuted Fact(this ExecutionState execution, Standing standing, TimeSpan? resurrection)
    {
        var leg = standing.Teller;
        var isInProgress = standing.Outcome is ExecutionOutcome.InProgress;
        var order = execution.Order!;
        var hasArrived = standing.Outcome is ExecutionOutcome.Succeeded or ExecutionOutcome.Returned;
        return new RefundExecuted(
            execution.CorrelationId, execution.Attempt, 0, standing.Outcome, leg?.Method ?? Methods.Interface,
            execution.Facts.Moved(execution.Currency),
            isInProgress ? leg?.WaitingFor : null,
            hasArrived ? leg?.Destination : null,
            isInProgress ? null : leg?.ChannelTime,
            standing.Outcome is ExecutionOutcome.Failed or ExecutionOutcome.Returned ? leg?.Error ?? NoMethod : null,
            order.Payment, order.Amount, order.Reason, order.MerchantRefundNo,
            execution.Facts.LastDeath + resurrection, execution.HeardFrom, order.Settlement, order.Kind);
    }

    private static readonly Contracts.RefundError NoMethod = new(
        "no_method", "No method is left by which this refund can be executed.");
}
