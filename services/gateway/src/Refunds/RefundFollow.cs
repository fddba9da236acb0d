using Gateway.Merchants;
using Saga = Gateway.Refunds.RefundStateMachine;

namespace Gateway.Refunds;

/// <summary>
/// How what the merchant sees follows from what the saga knows. Pure: the same saga gives the same row.
/// </summary>
public sealed partial class Refund
{
    private const string MerchantFunds = "merchant_funds";

    /// <summary>True when something that the merchant sees changed; the version is higher then.</summary>
    public bool Follow(RefundState saga, DateTimeOffset now)
    {
        var before = Visible();
        if (MayReviveUntil != saga.MayReviveUntil) (MayReviveUntil, CountDue) = (saga.MayReviveUntil, true);
        if (saga.Attempt > Attempt) TakeOver(saga.Attempt);
        if (saga.Attempt == Attempt) FollowThisAttempt(saga, now);
        else CountsFor(new(Math.Min(InFlight, Left(saga)), saga.Moved.AtPayer.Minor));
        if (before.Equals(Visible())) return false;               // not ==: that compares boxes
        Changed(now);
        return true;
    }

    /// <summary>
    /// A re-opening that was forgotten with an older copy; the others know of it. What follows shows where it stands.
    /// </summary>
    private void TakeOver(int attempt)
    {
        (Attempt, State, HandOn, Retryable) = (attempt, MerchantState.Received, HandOnStep.TakenOver, false);
        (ErrorCode, ErrorMessage, ChannelFinalAt, CancelAskedAt, CancelRepeatAt) = (null, null, null, null, null);
    }

    private void FollowThisAttempt(RefundState saga, DateTimeOffset now)
    {
        (Method, ExpectedUntil) = (saga.Method, saga.ExpectedUntil);
        (AcceptedAt, CancelRefusedAt) = (saga.AcceptedAt, saga.CancelRefusedAt);
        // Between a fact and its booking nothing of it is shown: it would be a version and a webhook that say nothing.
        if (saga.CurrentState is not nameof(Saga.Settling))
            (BillDate, ReconciledAt, Destination) = (saga.BillDate, saga.ReconciledAt, saga.Destination);
        if (HandOn is HandOnStep.HandedOn or HandOnStep.TakenOver)
            HandOn = saga.CurrentState is nameof(Saga.Deducting) or nameof(Saga.Executing)
                ? HandOnStep.TakenOver
                : HandOnStep.Answered;
        if (HasHeardOfCancel(saga)) CancelRepeatAt = null;
        Enter(saga);
        if (IsPromised(saga)) SuccessPromisedAt ??= now;
    }

    private void Enter(RefundState saga)
    {
        switch (saga.CurrentState)
        {
            case nameof(Saga.Waiting):
                (State, WaitingFor) = (MerchantState.Waiting, MerchantFunds);
                InProgress(saga);
                break;
            case nameof(Saga.Accepted):
                State = saga.WaitingFor is null ? MerchantState.Accepted : MerchantState.Waiting;
                (WaitingFor, ErrorCode, ErrorMessage, ChannelFinalAt) = (saga.WaitingFor, null, null, null);
                InProgress(saga);
                break;
            case nameof(Saga.Settling):
                // What may still reach the payer never grows here.
                CountsFor(new(Math.Min(InFlight, Left(saga)), saga.Moved.AtPayer.Minor));
                break;
            case nameof(Saga.Succeeded):
                // A merchant that wants the channel's file first sees success only with it, the channel's time before.
                var early = Promise is PromisePolicy.Reconciled && saga.ReconciledAt is null;
                End(saga, early ? MerchantState.Accepted : MerchantState.Succeeded);
                break;
            case nameof(Saga.Failed):
                End(saga, MerchantState.Failed);
                break;
            case nameof(Saga.Returned):
                End(saga, MerchantState.Returned);
                break;
            case nameof(Saga.Rejected):
                End(saga, MerchantState.Rejected);
                break;
            case nameof(Saga.Cancelled):
                End(saga, MerchantState.Cancelled);
                break;
            default:
                InProgress(saga);
                break;
        }
    }

    private void InProgress(RefundState saga)
    {
        Retryable = false;
        CountsFor(new(Left(saga), saga.Moved.AtPayer.Minor));
    }

    private void End(RefundState saga, MerchantState state)
    {
        (State, WaitingFor, ErrorCode, ErrorMessage) = (state, null, saga.ErrorCode, saga.ErrorMessage);
        Retryable = state is MerchantState.Failed or MerchantState.Rejected && FailureCodes.MayBeRetried(ErrorCode);
        ChannelFinalAt = saga.FinalAt is null ? null : saga.ChannelTime ?? saga.FinalAt;
        CountsFor(new(0, saga.Moved.AtPayer.Minor));
    }

    private long Left(RefundState saga) => Math.Max(0, Amount.Minor - saga.Moved.AtPayer.Minor);

    /// <summary>It acts on the wish, has its answer, or the attempt is over.</summary>
    private bool HasHeardOfCancel(RefundState saga) => saga.CancelRefusedAt >= CancelAskedAt || saga.CurrentState
        is not (nameof(Saga.Deducting) or nameof(Saga.Waiting) or nameof(Saga.Executing) or nameof(Saga.Accepted));

    private bool IsPromised(RefundState saga) => Promise switch
    {
        PromisePolicy.Accepted => AcceptedAt is not null || State is MerchantState.Succeeded,
        PromisePolicy.ChannelFinal => State is MerchantState.Succeeded,
        _ => State is MerchantState.Succeeded && saga.ReconciledAt is not null,
    };

    private (object, object) Visible() => (
        (State, Attempt, Method, WaitingFor, ExpectedUntil, Destination, ErrorCode, ErrorMessage, Retryable),
        (AcceptedAt, SuccessPromisedAt, ChannelFinalAt, ReconciledAt, BillDate, CancelAskedAt, CancelRefusedAt));
}
