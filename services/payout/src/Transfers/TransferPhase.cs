using Contracts.Payouts;

namespace Payout.Transfers;

/// <summary>Where a transfer stands with the bank.</summary>
public enum TransferPhase
{
    /// <summary>Nobody has told us yet whom to pay (S76).</summary>
    WantsPayee,

    /// <summary>Is to be sent when it is due; nothing is at the bank.</summary>
    ToSend,

    /// <summary>A send was claimed: it is live, or possibly live.</summary>
    AtBank,

    /// <summary>The payee has it, as far as our bank says.</summary>
    Booked,

    /// <summary>Certainly never paid, and never will be under this number.</summary>
    Dead,

    /// <summary>Stopped, and nothing of it was sent.</summary>
    Stopped,

    /// <summary>Paid, and sent back, whole or less a charge.</summary>
    Returned,
}

internal static class TransferPhases
{
    /// <summary>The word that refund-center knows.</summary>
    public static PayoutStatus ToStatus(this TransferPhase phase) => phase switch
    {
        TransferPhase.WantsPayee => PayoutStatus.PayeeDataWanted,
        TransferPhase.ToSend => PayoutStatus.Accepted,
        TransferPhase.AtBank => PayoutStatus.Sent,
        TransferPhase.Booked => PayoutStatus.Succeeded,
        TransferPhase.Dead => PayoutStatus.Failed,
        TransferPhase.Stopped => PayoutStatus.Stopped,
        TransferPhase.Returned => PayoutStatus.Returned,
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
