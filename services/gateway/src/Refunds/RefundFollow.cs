using Contracts.Executions;
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
        var (before, facts) = (Visible(), Facts());
        if (MayReviveUntil != saga.MayReviveUntil) (MayReviveUntil, CountDue) = (saga.MayReviveUntil, true);
        if (saga.Attempt > Attempt) TakeOver(saga.Attempt);
        if (saga.Attempt == Attempt) FollowThisAttempt(saga, now);
        else CountsFor(new(Math.Min(InFlight, Left(saga)), saga.Moved.AtPayer.Minor));
        if (before.Equals(Visible())) return false;               // not ==: that compares boxes
        Changed(now, OriginOf(saga, facts), NewsSince(facts));
        return true;
    }

    /// <summary>The money that is too much counts before what it means for the end.</summary>
    private RefundNews NewsSince(ShownFacts before)
    {
        var had = before.Attempt == Attempt ? before.State : MerchantState.Received;
        if (Excess > before.Excess) return RefundNews.PaidInExcess;
        if (had is MerchantState.Failed or MerchantState.Rejected or MerchantState.Cancelled or MerchantState.Returned
            && State is MerchantState.Accepted or MerchantState.Waiting or MerchantState.Succeeded)
            return RefundNews.Revived;
        return had is MerchantState.Succeeded && State is MerchantState.Succeeded && before.Destination is not null
            && Destination is not null && Destination != before.Destination
            ? RefundNews.DestinationChanged
            : RefundNews.State;
    }

    /// <summary>A source is told with what it said, and with nothing else.</summary>
    private ChangeOrigin OriginOf(RefundState saga, ShownFacts before)
    {
        if (saga.CurrentState is nameof(Saga.Settling) || saga.Attempt != Attempt) return default;
        var (after, outcome) = (Facts(), saga.ExecutionOrdered ? saga.Outcome : (ExecutionOutcome?)null);
        // The channel's file alone, also where the merchant's promise makes it the success.
        if (after.ReconciledAt != before.ReconciledAt && after.FinalAt == before.FinalAt)
            return new(outcome, ChangeOrigin.File, null);
        var unsaid = after with { ReconciledAt = before.ReconciledAt } == before;
        return unsaid ? new(outcome, null, null) : new(outcome, saga.Source, saga.ChannelTime);
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
            (BillDate, ReconciledAt, Destination, Excess) = (
                saga.BillDate, saga.ReconciledAt, saga.Destination, Math.Max(0, saga.Moved.AtPayer.Minor - Amount.Minor));
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
        (AcceptedAt, SuccessPromisedAt, ChannelFinalAt, ReconciledAt, BillDate, CancelAskedAt, CancelRefusedAt, Excess));

    private ShownFacts Facts() => new(
        Attempt, State, Method, WaitingFor, Destination, ErrorCode, ErrorMessage, Excess, ChannelFinalAt, ReconciledAt);

    /// <summary>What others said of it, as the merchant was shown it.</summary>
    private readonly record struct ShownFacts(
        int Attempt, MerchantState State, string? Method, string? WaitingFor, string? Destination, string? ErrorCode,
        string? ErrorMessage, long Excess, DateTimeOffset? FinalAt, DateTimeOffset? ReconciledAt);
}
