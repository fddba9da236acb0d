using Platform.Persistence;

namespace RefundCenter.Calls;

/// <summary>
/// Sends what is due: claims many legs in one short transaction and starts their calls. Nothing is locked while a
/// channel thinks, and <see cref="StoreAnswers"/> writes the answers.
/// </summary>
public sealed class SendDueLegs(
    Transactions<RefundCenterDb> transactions, DueLanes lanes, LegClaims claims, ChannelCalls calls)
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
        var due = await lanes.Now(ct);
        var places = Allot(due);
        if (places.Count == 0) return false;

        string[] down = [.. due.Where(lane => lane.IsDown).Select(lane => lane.Lane.Channel).Distinct()];
        var claimed = await transactions.Run(unit => claims.Claim(unit, places, down, ct), ct);
        foreach (var claim in claimed) calls.Start(claim);
        return claimed.Count > 0 && claimed.Count == places.Sum(l => l.Places);
    }

    /// <summary>
    /// The free places in equal parts, as far as each channel merchant's own places go; the claim cuts them to its rates.
    /// </summary>
    private List<(Lane Lane, int Places)> Allot(IReadOnlyList<DueLane> due)
    {
        var share = Math.Max(1, Math.Min(ClaimAtMost, calls.FreePlaces) / Math.Max(1, due.Count));
        return [.. due
            .Select(lane => (lane.Lane, Places: Math.Min(share, calls.FreePlacesAt(lane.Lane))))
            .Where(l => l.Places > 0)];
    }
}
