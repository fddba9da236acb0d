using Npgsql;
using Platform.Persistence;

namespace RefundCenter.Calls;

/// <summary>
/// Sends what is due: claims many legs in one short transaction and starts their calls. Nothing is locked while a
/// channel thinks, and <see cref="StoreAnswers"/> writes the answers.
/// </summary>
public sealed class SendDueLegs(
    Transactions<RefundCenterDb> transactions, NpgsqlDataSource database, LegClaims claims, ChannelCalls calls,
    RateBudgets budgets)
    : IDueWork
{
    /// <summary>
    /// A claim is one transaction with one row each: larger ones hold locks for longer and gain nothing.
    /// </summary>
    private const int ClaimAtMost = 64;

    public TimeSpan Interval => TimeSpan.FromMilliseconds(50);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (calls.FreePlaces == 0) return false;
        var lanes = Allot(await claims.Lanes(database, ct));
        if (lanes.Count == 0) return false;

        var claimed = await transactions.Run(unit => claims.Claim(unit, lanes, ct), ct);
        foreach (var group in claimed.GroupBy(c => c.Lane)) budgets.Spend(group.Key, group.Count());
        foreach (var claim in claimed) calls.Start(claim);
        return claimed.Count > 0 && claimed.Count == lanes.Sum(l => l.Places);
    }

    /// <summary>The free places in equal parts, as far as each channel merchant's own places and rates go.</summary>
    private List<(Lane Lane, int Places)> Allot(IReadOnlyList<Lane> due)
    {
        var share = Math.Max(1, Math.Min(ClaimAtMost, calls.FreePlaces) / Math.Max(1, due.Count));
        return [.. due
            .Select(lane => (Lane: lane,
                Places: Math.Min(share, Math.Min(budgets.Available(lane), calls.FreePlacesAt(lane)))))
            .Where(l => l.Places > 0)];
    }
}
