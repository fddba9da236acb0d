using System.Text.Json.Serialization;
using Contracts.Executions;

namespace Contracts.Accounting;

/// <summary>One pocket that may pay, at most this much; null means all it has.</summary>
/// <param name="Pocket"><c>pending</c> (待结算) or <c>cash</c> (现金), of the merchant.</param>
public sealed record PocketLimit(string Pocket, Money? AtMost)
{
    /// <summary>Captured, not yet settled to the merchant (待结算).</summary>
    public const string Pending = "pending";

    /// <summary>Settled or topped up (现金).</summary>
    public const string Cash = "cash";
}

/// <summary>③ Hold this much from these pockets, in this order, all or nothing. From clearing; repeated until answered.</summary>
public sealed record HoldFunds(
    Guid RefundId, int Attempt, Guid MerchantId, string Channel, Money Amount,
    [property: JsonConverter(typeof(WholeListConverter<PocketLimit>))] IReadOnlyList<PocketLimit> Pockets);

/// <summary>Held. Answers <see cref="HoldFunds"/>.</summary>
public sealed record FundsHeld(Guid RefundId, int Attempt);

/// <summary>Nothing is held; a shortage is noted, so that the next credit wakes whoever waits. Answers <see cref="HoldFunds"/>.</summary>
public sealed record FundsShort(Guid RefundId, int Attempt, Money Missing);

/// <summary>Money came into a pocket on which somebody waits. From accounting to clearing, in the transaction of the credit.</summary>
/// <param name="Available">What the merchant's pockets can give now, together.</param>
public sealed record FundsArrived(Guid MerchantId, Money Available);

/// <summary>Give the hold back, or the place in the queue. From clearing; repeated until answered. A hold that comes later is refused.</summary>
public sealed record CancelHold(Guid RefundId, int Attempt, Guid MerchantId, string Channel, string Currency);

/// <summary>Nothing is held for this attempt, and nothing will be. Answers <see cref="CancelHold"/> and later <see cref="HoldFunds"/>.</summary>
public sealed record HoldCancelled(Guid RefundId, int Attempt);

/// <summary>
/// Book what really moved. A target: accounting posts the difference to what it last posted for this refund. A fact: it is never
/// refused for lack of money; what the pockets cannot give becomes debt (挂账), what is ours becomes loss.
/// From clearing; repeated until answered.
/// </summary>
/// <param name="Amount">The refund's amount: more than this is never the merchant's cost.</param>
/// <param name="FeeGivenBack">The fee that belongs to this refund if it takes place.</param>
public sealed record SettleHold(
    Guid RefundId,
    int Attempt,
    int OrderNo,
    Guid MerchantId,
    string Channel,
    Money Amount,
    Money FeeGivenBack,
    ExecutionOutcome Outcome,
    Movements Moved);

/// <summary>The ledger stands at this order. Answers <see cref="SettleHold"/>.</summary>
/// <param name="Outcome">
/// With <paramref name="Moved"/> the target that is booked: a clearing that was started from an older copy and meant something else by
/// the number lets it be ordered anew.
/// </param>
public sealed record HoldSettled(
    Guid RefundId, int OrderNo, ExecutionOutcome? Outcome = null, Movements? Moved = null);
