namespace Tidy;

public sealed class House_rules
{
    public static TheoryData<string> Names { get; } = [.. Rule.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hold(string name)
    {
        var findings = Rule.All.Single(r => r.Name == name).Check(SourceTree.Repository).ToList();

        Assert.True(findings.Count == 0, $"{findings.Count} times not so: {name}\n{string.Join('\n', findings)}");
    }

    [Fact]
    public void Are_asked_about_the_whole_repository()
    {
        var paths = SourceTree.Repository.Files.Select(f => f.Path).ToList();

        Assert.Contains("contracts/src/Money.cs", paths);
        Assert.Contains("tests/Tidy/House_rules.cs", paths);
        Assert.Contains("run", paths);
        Assert.DoesNotContain(paths, p => p.StartsWith("artifacts/", StringComparison.Ordinal));
    }
}
