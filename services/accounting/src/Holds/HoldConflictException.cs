using Contracts.Accounting;

namespace Accounting.Holds;

/// <summary>
/// <see cref="Code"/>: money was asked for under a number under which something else is, or was, held. For the desk, a
/// person decides: to answer that it is held would be wrong, and to hold the difference would be a guess.
/// </summary>
public sealed class HoldConflictException(Hold held, HoldFunds asked) : Exception(
    $"{Code}: refund {asked.RefundId}, attempt {asked.Attempt}, is {held.State} with {held.Amount} of merchant "
    + $"{held.MerchantId}; {asked.Amount} of merchant {asked.MerchantId} was asked for.")
{
    public const string Code = "hold_conflict";
}
