using Platform.Persistence;
using Reconciliation.Bills;
using Reconciliation.Runs;

namespace Reconciliation.Matches;

/// <summary>
/// Looks again at rows of ours that changed: a row may come after the file that names it, after a day that ended
/// without a file, and a death after its money moved.
/// </summary>
public sealed class MatchChangedLegs(Transactions<ReconciliationDb> transactions, Matcher matcher) : IDueWork
{
    /// <summary>A round costs the same for one row as for thousands, and no file comes so soon.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(3);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var more = false;
        foreach (var merchant in await transactions.Run(unit => Matcher.Changed(unit.Db, ct), ct))
            more |= await transactions.Run(unit => Match(unit, merchant, ct), ct);
        return more;
    }

    private async Task<bool> Match(
        Unit<ReconciliationDb> unit, (string Channel, string Merchant) whose, CancellationToken ct)
    {
        var more = await matcher.MatchChanged(unit.Db, whose, ct);
        foreach (var run in await ExpectedFiles.RunsWithout(unit.Db, whose, ct)) unit.Publish(new FetchAgain(run));
        return more;
    }
}
