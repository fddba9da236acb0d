namespace Tidy;

/// <summary>A house rule: a function from the repository's texts to what is wrong with them.</summary>
/// <param name="Name">What it demands, in words.</param>
/// <param name="Check">Finds what breaks it.</param>
public sealed record Rule(string Name, Func<SourceTree, IEnumerable<Finding>> Check)
{
    /// <summary>Every rule of the house.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Rules.Sizes.All,
        .. Rules.BannedCalls.All,
        .. Rules.Borders.All,
        .. Rules.Documents.All,
        .. Rules.Remains.All,
    ];

    public override string ToString() => Name;
}
