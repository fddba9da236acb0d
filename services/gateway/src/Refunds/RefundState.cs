using Contracts;
using Contracts.Executions;
using Contracts.Payments;
using MassTransit;

namespace Gateway.Refunds;

/// <summary>
/// What the gateway remembers of a refund from its hand-on to its last fact. Written by <see cref="RefundSteps"/>
/// alone.
/// </summary>
public sealed class RefundState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public int Attempt { get; set; }

    public PaymentFacts Payment { get; set; } = null!;

    public Money Amount { get; set; }

    public string? Reason { get; set; }

    /// <summary>The merchant's own number.</summary>
    public string MerchantRefundNo { get; set; } = "";

    /// <summary>As <see cref="ExecuteRefund.Settlement"/>.</summary>
    public string? Settlement { get; set; }

    /// <summary>As <see cref="ExecuteRefund.Kind"/>.</summary>
    public string? Kind { get; set; }

    /// <summary>For this attempt: the refund center may know of it, so only it can end it.</summary>
    public bool ExecutionOrdered { get; set; }

    /// <summary>When it was first ordered; null for an attempt that an older release ordered, or a restore forgot.</summary>
    public DateTimeOffset? ExecutionOrderedAt { get; set; }

    /// <summary>
    /// What clearing said that goes back of the payment's fee, in minor units; null until this attempt is deducted. It
    /// goes along with every further order: a clearing that was restored from a copy must neither refuse nor price anew
    /// what it has deducted.
    /// </summary>
    public long? FeeGivenBack { get; set; }

    public string? Method { get; set; }

    public DateTimeOffset? ExpectedUntil { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? CancelRefusedAt { get; set; }

    /// <summary>The highest <see cref="RefundExecuted"/> applied.</summary>
    public int KnownVersion { get; set; }

    /// <summary>The highest <see cref="RefundReconciled"/> applied.</summary>
    public int ReconciledVersion { get; set; }

    /// <summary>Up to here nothing is missing; what is confirmed to the refund center.</summary>
    public int ConfirmedVersion { get; set; }

    public ExecutionOutcome Outcome { get; set; }

    /// <summary>All that moved since the refund exists.</summary>
    public Movements Moved { get; set; } = null!;

    public string? WaitingFor { get; set; }

    public string? Destination { get; set; }

    public DateTimeOffset? ChannelTime { get; set; }

    /// <summary>As <see cref="RefundExecuted.Source"/>, of the last one applied.</summary>
    public string? Source { get; set; }

    /// <summary>When we learned the outcome; null while there is none.</summary>
    public DateTimeOffset? FinalAt { get; set; }

    /// <summary>As <see cref="RefundExecuted.MayReviveUntil"/>; of all attempts.</summary>
    public DateTimeOffset? MayReviveUntil { get; set; }

    public DateOnly? BillDate { get; set; }

    public DateTimeOffset? ReconciledAt { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>The last target that clearing was ordered to; counts over all attempts.</summary>
    public int OrderNo { get; set; }

    public ExecutionOutcome OrderedOutcome { get; set; }

    public Movements OrderedMoved { get; set; } = null!;

    /// <summary>How often the present command was repeated: the pauses grow.</summary>
    public int Asked { get; set; }

    public Guid? AskAgainToken { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Money has left us for the payer, in whichever attempt, whether it stayed there or came back.</summary>
    public bool HasMoved => Outcome is ExecutionOutcome.Succeeded or ExecutionOutcome.Returned;

    /// <summary>
    /// The number is a refund's that we forgot when we were started from an older copy, and was asked again for something
    /// else: the id follows from the number, so both have the same.
    /// </summary>
    public bool IsAnotherThan(RefundExecuted fact) => fact is { Payment: { } payment, Amount: { } amount }
        && (payment.PaymentId, amount) != (Payment.PaymentId, Amount);
}
