using Contracts;

namespace Accounting.Balances;

/// <summary>A merchant's pockets, one entry per currency; empty when nothing was ever booked for it.</summary>
public sealed record MerchantBalances(Guid MerchantId, IReadOnlyList<PocketBalances> Balances);

/// <summary>One currency.</summary>
/// <param name="Pending">待结算.</param>
/// <param name="Cash">现金.</param>
/// <param name="Held">Frozen for refunds; in neither pocket.</param>
/// <param name="Debt">挂账, what the merchant owes us: zero or positive.</param>
public sealed record PocketBalances(Money Pending, Money Cash, Money Held, Money Debt);
