using System.ComponentModel.DataAnnotations;
using Contracts;

namespace Gateway.Documents;

/// <summary>Your pockets, one entry per currency; none when nothing was ever booked. As accounting answers it.</summary>
internal sealed record BalancesView(
    [property: Required] Guid MerchantId, [property: Required] IReadOnlyList<PocketsView> Balances);

/// <summary>One currency.</summary>
/// <param name="Pending">Sales that are not settled yet, 待结算.</param>
/// <param name="Cash">Settled, 现金.</param>
/// <param name="Held">Frozen for refunds; in neither pocket.</param>
/// <param name="Debt">What you owe, 挂账: zero or positive.</param>
internal sealed record PocketsView(
    [property: Required] Money Pending, [property: Required] Money Cash, [property: Required] Money Held,
    [property: Required] Money Debt);
