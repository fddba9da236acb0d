using MassTransit;

namespace Payout.Payouts;

/// <summary>
/// One payout order, key PayoutId: the conversation with refund-center. What happens at the bank is its transfer's.
/// </summary>
public sealed class PayoutState : SagaStateMachineInstance
{
    /// <summary>The payout.</summary>
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";
    public Guid RefundId { get; set; }
    public int LegOrdinal { get; set; }
    public Guid MerchantId { get; set; }

    /// <summary>The version that refund-center has confirmed.</summary>
    public int ConfirmedVersion { get; set; }

    /// <summary>How often the unconfirmed fact was told again.</summary>
    public int Repeats { get; set; }

    public Guid? TellAgainToken { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
