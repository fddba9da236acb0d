using System.Text.RegularExpressions;

namespace Contracts.Tests;

/// <summary>Guides rot unless the build reads them.</summary>
public sealed partial class The_documents
{
    private static readonly string[] Documents =
    [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
        .. Repository.FilesIn("docs").Where(f => f.EndsWith(".md", StringComparison.Ordinal)),
    ];

    private static readonly string[] Sources = [".cs", ".sql", ".csproj", ".props", ".json", ".yml", ".yaml", ".sh"];

    private static readonly Lazy<string> AllSources = new(() => string.Join('\n',
        from folder in (string[])["contracts/src", "platform", "channels", "services", "simulators", "stand", "tests", "deploy"]
        from file in Repository.FilesIn(folder)
        where Sources.Contains(Path.GetExtension(file)) || Path.GetFileName(file) == "Dockerfile"
        select Repository.Read(file)));

    private static readonly Lazy<HashSet<string>> Words = new(() => [.. Word().Matches(AllSources.Value).Select(m => m.Value)]);

    public static TheoryData<string> Names { get; } = [.. Documents];

    [Theory]
    [InlineData("docs/domain/glossary.md")]
    [InlineData("ARCHITECTURE.md")]
    public void Name_nothing_that_is_not_in_the_sources(string document)
    {
        var unknown = Quoted().Matches(Repository.Read(document)).Select(m => m.Groups[1].Value).Where(q => !IsKnown(q)).Distinct();

        Assert.Equal([], unknown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Point_at_what_is_there(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        var broken =
            from link in Link().Matches(Repository.Read(document)).Select(m => m.Groups[1].Value)
            where !link.Contains("://", StringComparison.Ordinal) && !Repository.Has(Path.Combine(folder, link))
            select link;

        Assert.Equal([], broken);
    }

    [Fact]
    public void Say_of_every_message_from_whom_to_whom_it_goes()
    {
        var map = Repository.Read("ARCHITECTURE.md");

        Assert.All(Message.All, m => Assert.Contains($"`{m.Type.Name}`", map, StringComparison.Ordinal));
    }

    /// <summary>A command to type, a path from the root, or text whose every word is in the sources.</summary>
    private static bool IsKnown(string quoted) =>
        quoted.StartsWith("./run ", StringComparison.Ordinal)
            ? Repository.Read("run").Contains(quoted.Split(' ')[1], StringComparison.Ordinal)
            : Repository.Has(quoted.Split('*')[0]) || Word().Matches(quoted).All(w => Words.Value.Contains(w.Value));

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\(([^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[\p{L}\p{N}_]+")]
    private static partial Regex Word();
}
