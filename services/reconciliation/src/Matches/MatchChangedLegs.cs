using Platform.Persistence;

namespace Reconciliation.Matches;

/// <summary>
/// Looks again at rows of ours that changed: a row may come after the file that names it, and a death after its money
/// moved.
/// </summary>
public sealed class MatchChangedLegs(Transactions<ReconciliationDb> transactions, Matcher matcher) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) =>
        transactions.Run(unit => matcher.MatchChanged(unit.Db, ct), ct);
}
