using System.Text.RegularExpressions;

namespace Tidy.Rules;

/// <summary>Traces of the work that do not belong to its result.</summary>
public static partial class Remains
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("nothing is left to do in the text", tree =>
            Matches(tree, f => !IsOurs(f), ToDo(), "do it, or write it into the tracker.")),
        new("no document names a path of one machine", tree =>
            Matches(tree, f => f.IsMarkdown, MachinePath(), "say it from the repository's root.")),
        new("nothing else names a path of one workspace", tree =>
            Matches(tree, f => !f.IsMarkdown && !IsOurs(f), WorkspacePath(), "say it from the repository's root.")),
    ];

    private static IEnumerable<Finding> Matches(
        SourceTree tree, Func<SourceFile, bool> which, Regex pattern, string instead) =>
        from file in tree.Files
        where which(file)
        from line in file.Lines.Index()
        let match = pattern.Match(line.Item)
        where match.Success
        select file.Finds(line.Index + 1, $"{match.Value.Trim()}: {instead}");

    /// <summary>These rules and their bad examples name what they forbid.</summary>
    private static bool IsOurs(SourceFile file) => file.Path.StartsWith("tests/Tidy/", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b")]
    private static partial Regex ToDo();

    [GeneratedRegex(@"(?<![\w.}/])/(work|tmp|root|home)/\w+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"(?<![\w.}/])/(work/(main|shared)|root|home)/\w*")]
    private static partial Regex WorkspacePath();
}
