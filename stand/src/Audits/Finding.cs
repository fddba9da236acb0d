namespace Stand.Audits;

/// <summary>What the audit of one invariant saw.</summary>
/// <param name="Number">1 to 7, as in ARCHITECTURE.md.</param>
/// <param name="Rule">What must hold, in one line.</param>
/// <param name="LookedAt">Rows looked at.</param>
/// <param name="Where">In whose records: ledger, truth log, webhook receiver, …</param>
/// <param name="Wrong">One line per violation, naming the refund; empty when the rule holds.</param>
public sealed record Finding(int Number, string Rule, long LookedAt, string Where, IReadOnlyList<string> Wrong)
{
    public bool Holds => Wrong.Count == 0;

    /// <summary>What was wrong the first time and still is.</summary>
    public Finding WrongAlsoIn(Finding later) => later with { Wrong = [.. Wrong.Intersect(later.Wrong)] };
}
