using Accounting.Journals;

namespace Accounting.Tests.Journals;

public sealed class Every_template
{
    public static TheoryData<string> Names => [.. JournalTemplates.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancels_out_whatever_the_amounts_are(string name)
    {
        var terms = Template(name).Lines.SelectMany(l => l.Amount.Terms);

        Assert.All(terms.GroupBy(t => t.Name), amount => Assert.Equal(0, amount.Sum(t => t.Sign)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Touches_an_account_once(string name)
    {
        var accounts = Template(name).Lines.Select(l => l.Account).ToList();

        Assert.Equal(accounts.Distinct(), accounts);
    }

    [Fact]
    public void Has_a_name_of_its_own() =>
        Assert.Equal(JournalTemplates.All.Count, JournalTemplates.All.Select(t => t.Name).Distinct().Count());

    [Fact]
    public void Is_listed() => Assert.Equal(
        typeof(JournalTemplates).GetFields().Where(f => f.FieldType == typeof(JournalTemplate))
            .Select(f => f.GetValue(null)),
        JournalTemplates.All);

    private static JournalTemplate Template(string name) => JournalTemplates.All.Single(t => t.Name == name);
}

public sealed class The_page_of_journals
{
    [Fact]
    public void Is_printed_from_the_table()
    {
        var page = Path.Combine(Root(), "docs", "domain", "journals.md");
        if (Environment.GetEnvironmentVariable("PRINT_DOCS") == "yes") File.WriteAllText(page, JournalDocument.Print());

        Assert.Equal(JournalDocument.Print(), File.ReadAllText(page));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Platform.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

public sealed class A_formula
{
    [Fact]
    public void Is_printed_as_it_is_computed()
    {
        var formula = Formula.Paid - Formula.Fee;

        Assert.Equal("+paid − fee", formula.ToString());
        Assert.Equal(97, formula.Of(new Amounts { Paid = 100, Fee = 3 }));
    }

    [Fact]
    public void Does_not_wrap_around() =>
        Assert.Throws<OverflowException>(
            () => (Formula.Paid + Formula.Fee).Of(new Amounts { Paid = long.MaxValue, Fee = 1 }));
}
