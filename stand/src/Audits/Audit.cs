namespace Stand.Audits;

/// <summary>The seven invariants of the architecture, each looked at from outside: in the records, not in the code.</summary>
public static class Audit
{
    /// <summary>All seven, in order.</summary>
    public static async Task<IReadOnlyList<Finding>> All(Evidence evidence) =>
    [
        await BooksBalance.Check(evidence),
        await HoldsAgree.Check(evidence),
        await NeverMoreThanPaid.Check(evidence),
        await OneLegLives.Check(evidence),
        await EffectedOnce.Check(evidence),
        await NothingForgotten.Check(evidence),
        await EverythingTold.Check(evidence),
    ];

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
