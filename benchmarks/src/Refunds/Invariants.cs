using Stand.Audits;
using Stand.Day;

namespace Benchmarks.Refunds;

/// <summary>The seven invariants, as they stand when a run has ended.</summary>
internal static class Invariants
{
    /// <summary>What is on its way between two databases at the first look is there at a later one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="figures">Where they are said; one that does not hold makes them invalid.</param>
    /// <param name="bazaar">The platform that ran.</param>
    /// <param name="except">Refunds of which nothing is said yet.</param>
    public static async Task Check(Figures figures, Bazaar bazaar, IReadOnlyCollection<Guid> except, CancellationToken ct)
    {
        var unsaid = except.Select(id => $"refund {id}: ").ToList();
        IReadOnlyList<Finding> findings = [];
        await Progress.Within(Patience, async () => (findings = await Look()).All(f => f.Holds), ct);
        figures.Note($"invariants: {findings.Count(f => f.Holds)} of {findings.Count} hold over {findings.Sum(f => f.LookedAt)} rows looked at");
        foreach (var finding in findings.Where(f => !f.Holds))
            figures.Invalid($"{finding.Rule}: {finding.Wrong.Count} times not so, for example {finding.Wrong[0]}");

        async Task<IReadOnlyList<Finding>> Look() => [.. (await Audit.All(await bazaar.Evidence())).Select(f => f with
        {
            Wrong = [.. f.Wrong.Where(w => !unsaid.Exists(w.StartsWith))],
        })];
    }
}
