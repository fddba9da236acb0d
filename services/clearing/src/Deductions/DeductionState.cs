using Clearing.Payments;
using Contracts;
using Contracts.Executions;
using MassTransit;

namespace Clearing.Deductions;

/// <summary>
/// The deduction of one refund, over all its attempts; kept as long as the refund. Two things go on side by side: the
/// money held for the present attempt (the state), and the numbered target of the books (<see cref="OrderNo"/>), which
/// may be about an older attempt.
/// </summary>
public sealed class DeductionState : SagaStateMachineInstance
{
    /// <summary>ISO 4217's code for no currency: of a cancellation that came before its refund.</summary>
    private const string NoCurrency = "XXX";

    /// <summary>The refund.</summary>
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";
    public int Attempt { get; set; }

    /// <summary>Empty until the refund itself was told: see <see cref="Knows"/>.</summary>
    public Guid PaymentId { get; set; }

    public Guid MerchantId { get; set; }
    public string Channel { get; set; } = "";
    public Money Amount { get; set; } = Money.Zero(NoCurrency);

    /// <summary>The fee that goes back with the refund if it takes place, in minor units.</summary>
    public long Fee { get; set; }

    /// <summary>What the refund counts for in its payment's sums now.</summary>
    public Part Counted { get; set; }

    /// <summary>What was missing when the pockets were short, in minor units.</summary>
    public long Missing { get; set; }

    /// <summary>
    /// Accounting did not confirm a hold that gateway was told of: it was restored, and is asked until it holds again.
    /// </summary>
    public bool HoldLost { get; set; }

    /// <summary>Why the present attempt was refused.</summary>
    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>The highest order of gateway; 0 before the first.</summary>
    public int OrderNo { get; set; }

    /// <summary>The attempt that the order is about.</summary>
    public int OrderAttempt { get; set; }

    /// <summary>The order at which accounting's books stand.</summary>
    public int SettledNo { get; set; }

    /// <summary>The target of <see cref="OrderNo"/>: null while only accounting knows it.</summary>
    public ExecutionOutcome? Outcome { get; set; }

    public long MovedByChannel { get; set; }
    public long MovedToOwnAccount { get; set; }
    public long MovedByPayout { get; set; }
    public long MovedReturned { get; set; }

    public Guid? AskAgainToken { get; set; }

    /// <summary>How often the unanswered questions were repeated.</summary>
    public int Asked { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What is, or is to be, held.</summary>
    public Money Held => Amount with { Minor = Amount.Minor - Fee };

    public Money FeeGivenBack => Amount with { Minor = Fee };

    public Movements Moved => new(
        Amount with { Minor = MovedByChannel },
        Amount with { Minor = MovedToOwnAccount },
        Amount with { Minor = MovedByPayout },
        Amount with { Minor = MovedReturned });

    /// <summary>Whether the refund itself was ever told, not only its cancellation.</summary>
    public bool Knows => PaymentId != Guid.Empty;

    public bool HasOpenOrder => OrderNo > SettledNo;

    /// <summary>
    /// Only accounting's answer named this order, to a copy that had lost it: gateway, which repeats it, says what it
    /// means.
    /// </summary>
    public bool LacksTargetOf(int orderNo) => OrderNo == orderNo && Outcome is null;
}
