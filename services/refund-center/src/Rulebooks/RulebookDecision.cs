namespace RefundCenter.Rulebooks;

/// <summary>Who put a version in force and why.</summary>
/// <param name="Maker">Null for a version that came with a release, as is the checker.</param>
public sealed record RulebookDecision(string? Maker, string? Checker, string Reason)
{
    /// <summary>It came with a release.</summary>
    public static RulebookDecision Shipped { get; } = new(null, null, "shipped");
}
