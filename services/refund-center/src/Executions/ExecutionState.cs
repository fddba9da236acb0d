using Contracts.Executions;
using MassTransit;
using RefundCenter.Cases;
using RefundCenter.Legs;

namespace RefundCenter.Executions;

/// <summary>The execution of one refund; its id is the refund's.</summary>
public sealed class ExecutionState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";

    /// <summary>The order of the present attempt, whole; null while all we know is that it is to be stopped.</summary>
    public ExecuteRefund? Order { get; set; }

    /// <summary>
    /// The highest attempt that was, or is being, stopped; 0 for none. An order for it is answered as stopped.
    /// </summary>
    public int StoppedAttempt { get; set; }

    /// <summary>
    /// What a stop said of an order that we have never heard of, or forgot: from it a leg is made of which a bill tells.
    /// </summary>
    public ExecuteRefund? Forgotten { get; set; }

    public string? Method { get; set; }
    public DateTimeOffset? ExpectedUntil { get; set; }

    /// <summary>What was heard of the legs.</summary>
    public LegFacts Facts { get; set; } = LegFacts.None;

    /// <summary>Of these the versions, by ordinal: compared in SQL with the legs' own.</summary>
    public int[] Heard { get; set; } = [];

    /// <summary>
    /// Ordinals of payout legs of which the payout service told and that a restore made us forget; also those that are
    /// there again.
    /// </summary>
    public int[] FoundPayouts { get; set; } = [];

    /// <summary>The leg that must be stopped, until it is dead or known to be claimed.</summary>
    public int? StopOrdinal { get; set; }

    /// <summary>Two legs paid; a case was opened.</summary>
    public bool HasExcess { get; set; }

    /// <summary>The last number given to a fact, over all attempts.</summary>
    public int Version { get; set; }

    public int ConfirmedVersion { get; set; }

    /// <summary>The last facts, exactly as told.</summary>
    public RefundExecuted? LastExecuted { get; set; }

    public RefundReconciled? LastReconciled { get; set; }

    /// <summary>When something unconfirmed or unanswered is said again.</summary>
    public DateTimeOffset? RepeatAt { get; set; }

    public int Repeats { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Who said what a leg was just heard to have become; of this transaction, not stored.</summary>
    public string? HeardFrom { get; set; }

    /// <summary>Legs opened in this transaction; those opened earlier are not loaded.</summary>
    public ICollection<Leg> NewLegs { get; } = [];

    /// <summary>Cases opened in this transaction.</summary>
    public ICollection<Case> NewCases { get; } = [];

    public int Attempt => Order?.Attempt ?? 0;

    public string Currency => Order!.Amount.Currency;

    /// <summary>A payout leg that the payout service has not spoken of yet.</summary>
    public bool AwaitsPayout => Facts.Last is { Method: Methods.Payout, Version: 0, Standing: LegStanding.Live };

    /// <summary>Payout legs that are not there again yet.</summary>
    public IReadOnlyList<int> MissingPayouts => [.. FoundPayouts.Where(ordinal => ordinal > Facts.Legs.Count)];

    /// <summary>Nothing was sent for the stopped attempt, as far as anybody who tells us knows.</summary>
    public bool IsStopped => CurrentState == nameof(ExecutionStateMachine.Stopped) && MissingPayouts.Count == 0;

    public bool IsUnconfirmed => Version > ConfirmedVersion;
}
