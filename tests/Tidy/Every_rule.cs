namespace Tidy;

/// <summary>A rule that cannot fail holds nothing: each is shown a text that breaks it and one that does not.</summary>
public sealed class Every_rule
{
    public static TheoryData<string> Names => House_rules.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_what_breaks_it(string name)
    {
        foreach (var tree in BadTexts.For(name))
            Assert.NotEmpty(RuleOf(name).Check(tree));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Leaves_what_is_right_alone(string name) => Assert.Empty(RuleOf(name).Check(GoodTexts.Tree));

    [Fact]
    public void Tells_where_and_what_instead()
    {
        const string text = "class A\n{\n    object X => DateTimeOffset.UtcNow;\n}\n";
        var tree = BadTexts.Tree(("services/clearing/src/A.cs", text));

        var finding = Assert.Single(RuleOf("time comes from TimeProvider").Check(tree));

        Assert.Equal(
            "services/clearing/src/A.cs:3: DateTimeOffset.UtcNow: take a TimeProvider and ask its GetUtcNow().",
            finding.ToString());
    }

    private static Rule RuleOf(string name) => Rule.All.Single(r => r.Name == name);
}
