using Clearing.Queue;
using Clearing.Waterfalls;
using Contracts;
using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Executions;
using States = Clearing.Deductions.DeductionStateMachine;

namespace Clearing.Deductions;

/// <summary>
/// What a deduction says, to accounting and to gateway: the only place where its data become messages.
/// </summary>
internal static class DeductionMessages
{
    public static HoldFunds HoldFunds(this DeductionState x) =>
        new(x.CorrelationId, x.Attempt, x.MerchantId, x.Channel, x.Held, PocketOrder.OfRefunds);

    public static CancelHold CancelHold(this DeductionState x) =>
        new(x.CorrelationId, x.Attempt, x.MerchantId, x.Channel, x.Amount.Currency);

    public static SettleHold SettleHold(this DeductionState x, ExecutionOutcome target) => new(
        x.CorrelationId, x.OrderAttempt, x.OrderNo, x.MerchantId, x.Channel, x.Amount, x.FeeGivenBack, target, x.Moved);

    public static RefundDeducted Deducted(this DeductionState x) =>
        new(x.CorrelationId, x.Attempt, x.Held, x.FeeGivenBack, x.PaymentId);

    public static RefundWaiting Waiting(this DeductionState x) =>
        new(x.CorrelationId, x.Attempt, x.Amount with { Minor = x.Missing });

    public static DeductionRefused Refused(this DeductionState x) =>
        new(x.CorrelationId, x.Attempt, new RefundError(x.ErrorCode!, x.ErrorMessage!));

    /// <summary>To the attempt that was asked for: the present one goes on.</summary>
    public static DeductionRefused NumberRefused(this DeductionState x, int attempt) =>
        new(x.CorrelationId, attempt, Refusals.Number);

    public static DeductionCancelled Cancelled(this DeductionState x) => new(x.CorrelationId, x.Attempt);

    public static CancelTooLate TooLate(this DeductionState x) => new(x.CorrelationId, x.Attempt);

    /// <summary>Where the books stand, with the target of that number when we know it.</summary>
    public static DeductionSettled Settled(this DeductionState x) => x.HasOpenOrder || x.Outcome is null
        ? new(x.CorrelationId, x.SettledNo)
        : new(x.CorrelationId, x.SettledNo, x.Outcome, x.Moved);

    /// <summary>The same, when accounting has just said it: what is booked, whatever we ordered.</summary>
    public static DeductionSettled Settled(this DeductionState x, HoldSettled answer) =>
        x.LacksTargetOf(answer.OrderNo) && x.SettledNo == answer.OrderNo
            ? new(x.CorrelationId, answer.OrderNo, answer.Outcome, answer.Moved)
            : x.Settled();

    public static ReleasePart ReleasePart(this DeductionState x) => new(x.CorrelationId, x.PaymentId);

    /// <summary>What nobody answered yet: the timer repeats exactly this, and stops when it is nothing.</summary>
    public static IEnumerable<object> Unanswered(this DeductionState x)
    {
        if (x.HasOpenOrder && x.Outcome is { } target) yield return x.SettleHold(target);
        if (x.CurrentState is nameof(States.Holding) || x.HoldLost) yield return x.HoldFunds();
        if (x.CurrentState is nameof(States.Cancelling) or nameof(States.Refusing)) yield return x.CancelHold();
        if (x.CurrentState is nameof(States.Waiting)) yield return new TryHead(x.MerchantId, EvenIfAsked: true);
        if (x.CurrentState is nameof(States.Cancelled) && x.Counted.Live > 0) yield return x.ReleasePart();
    }

    /// <summary>
    /// All that an accounting of some time ago must hear to stand where it stood: holds and settlements are facts.
    /// </summary>
    public static IEnumerable<object> LastCommands(this DeductionState x)
    {
        if (!x.Knows) yield break;
        if (x.Outcome is { } target) yield return x.SettleHold(target);
        switch (x.CurrentState)
        {
            case nameof(States.Holding) or nameof(States.Waiting) or nameof(States.Deducted):
                yield return x.HoldFunds();
                break;
            case nameof(States.Cancelling) or nameof(States.Cancelled)
                or nameof(States.Refusing) or nameof(States.Refused):
                yield return x.CancelHold();
                break;
        }
    }

    /// <summary>The last answers to a gateway of some time ago.</summary>
    public static IEnumerable<object> LastAnswers(this DeductionState x)
    {
        if (x.SettledNo > 0) yield return x.Settled();
        switch (x.CurrentState)
        {
            case nameof(States.Waiting): yield return x.Waiting(); break;
            case nameof(States.Deducted): yield return x.Deducted(); break;
            case nameof(States.Cancelled): yield return x.Cancelled(); break;
            case nameof(States.Refused): yield return x.Refused(); break;
        }
    }
}
