namespace Stand.Audits;

/// <summary>The seven invariants of the architecture, each looked at from outside: in the records, not in the code.</summary>
public static class Audit
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(3);

    private static readonly IReadOnlyList<Func<Evidence, Task<Finding>>> Invariants =
    [
        BooksBalance.Check, HoldsAgree.Check, NeverMoreThanPaid.Check, OneLegLives.Check, EffectedOnce.Check, NothingForgotten.Check,
        EverythingTold.Check,
    ];

    /// <summary>
    /// All seven, in order. A message between two services is in nobody's records for a moment: wrong is what is found twice.
    /// </summary>
    public static async Task<IReadOnlyList<Finding>> All(Evidence evidence)
    {
        var findings = new List<Finding>();
        foreach (var check in Invariants) findings.Add(await check(evidence));
        if (findings.All(f => f.Holds)) return findings;
        await Task.Delay(OnItsWay);
        for (var i = 0; i < findings.Count; i++)
            if (!findings[i].Holds) findings[i] = findings[i].WrongAlsoIn(await Invariants[i](evidence));
        return findings;
    }

    /// <summary>Spoils the records of one invariant by hand, so that the audit can be seen to find it.</summary>
    /// <returns>What was done.</returns>
    public static Task<string> Break(int invariant, Evidence evidence) => invariant switch
    {
        1 => BooksBalance.Spoil(evidence),
        2 => HoldsAgree.Spoil(evidence),
        3 => NeverMoreThanPaid.Spoil(evidence),
        4 => OneLegLives.Spoil(evidence),
        5 => EffectedOnce.Spoil(evidence),
        6 => NothingForgotten.Spoil(evidence),
        7 => EverythingTold.Spoil(evidence),
        _ => throw new ArgumentOutOfRangeException(nameof(invariant), "There are seven invariants, 1 to 7."),
    };
}
