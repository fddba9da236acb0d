using Contracts.Executions;

namespace Gateway.Refunds;

/// <summary>
/// What each of the others was last told about a refund, finished or not. A refund that is over for us must not begin
/// again at a service that has forgotten it: then the last word is the one that forbids it.
/// </summary>
internal static class LastWords
{
    public const string Clearing = "clearing";
    public const string RefundCenter = "refund-center";

    public static IEnumerable<object> To(string service, RefundState saga) => service switch
    {
        Clearing => ToClearing(saga),
        RefundCenter => ToRefundCenter(saga),
        _ => [],
    };

    private static IEnumerable<object> ToClearing(RefundState saga)
    {
        switch (saga.CurrentState)
        {
            case nameof(RefundStateMachine.Rejected) or nameof(RefundStateMachine.Cancelling):
            case nameof(RefundStateMachine.Cancelled) when !saga.ExecutionOrdered:
                yield return RefundSteps.CancelDeduction(saga);
                break;
            case nameof(RefundStateMachine.Settling) or nameof(RefundStateMachine.Succeeded):
            case nameof(RefundStateMachine.Failed):
            case nameof(RefundStateMachine.Returned) or nameof(RefundStateMachine.Cancelled):
                yield return RefundSteps.SettleDeduction(saga);
                break;
            default:
                yield return RefundSteps.DeductRefund(saga);
                break;
        }
    }

    private static IEnumerable<object> ToRefundCenter(RefundState saga)
    {
        if (saga.ExecutionOrdered)
            yield return IsOver(saga) ? RefundSteps.StopExecution(saga) : RefundSteps.ExecuteRefund(saga);
        if (saga.ConfirmedVersion > 0) yield return RefundSteps.Confirmation(saga);
    }

    /// <summary>
    /// Of the present attempt: the outcome alone may be what was last heard of an older one.
    /// </summary>
    private static bool IsOver(RefundState saga) => saga.CurrentState switch
    {
        nameof(RefundStateMachine.Stopping) => true,
        nameof(RefundStateMachine.Settling) or nameof(RefundStateMachine.Failed) or nameof(RefundStateMachine.Cancelled)
            => saga.Outcome is ExecutionOutcome.Failed or ExecutionOutcome.Stopped,
        _ => false,
    };
}
