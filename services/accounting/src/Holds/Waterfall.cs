using Accounting.Accounts;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Holds;

/// <summary>
/// Takes an amount from a merchant's pockets in order, each at most so much and never below its floor (S105).
/// </summary>
public static class Waterfall
{
    /// <summary>The order for facts, which no clearing rule limits: pending (待结算), then cash (现金).</summary>
    public static IReadOnlyList<PocketLimit> PendingFirst { get; } =
        [new(PocketLimit.Pending, null), new(PocketLimit.Cash, null)];

    /// <summary>The order in which money is taken back that had gone to cash.</summary>
    public static IReadOnlyList<PocketLimit> CashFirst { get; } =
        [new(PocketLimit.Cash, null), new(PocketLimit.Pending, null)];

    /// <summary>
    /// What the pockets give of <paramref name="amount"/>, and what is missing then. Whoever wants all or nothing looks
    /// at the latter.
    /// </summary>
    /// <exception cref="ArgumentException">A pocket is unknown.</exception>
    /// <exception cref="InvalidOperationException">A limit is in another currency.</exception>
    public static (PocketAmounts Taken, long MissingMinor) Take(
        Money amount, IReadOnlyList<PocketLimit> order, PocketAmounts available)
    {
        var (taken, missing) = (default(PocketAmounts), amount.Minor);
        foreach (var limit in order)
        {
            var most = Math.Min(missing, limit.AtMost is { } atMost ? Money.Min(atMost, amount).Minor : missing);
            var part = Clamp(PocketOf(limit.Pocket, most), available - taken);
            (taken, missing) = (taken + part, missing - part.Total);
        }
        return (taken, missing);
    }

    private static PocketAmounts PocketOf(string pocket, long amountMinor) => pocket switch
    {
        PocketLimit.Pending => new(amountMinor, 0),
        PocketLimit.Cash => new(0, amountMinor),
        _ => throw new ArgumentException($"There is no pocket '{pocket}'.", nameof(pocket)),
    };

    private static PocketAmounts Clamp(PocketAmounts wanted, PocketAmounts available) => new(
        Math.Clamp(wanted.Pending, 0, Math.Max(0, available.Pending)),
        Math.Clamp(wanted.Cash, 0, Math.Max(0, available.Cash)));
}
