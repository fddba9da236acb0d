using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Payout.Tests.Documents;

/// <summary>docs/errors.md is written from gateway's lists; what this service says must stand there.</summary>
public sealed partial class The_page_of_errors
{
    [Fact]
    public void Lists_every_code_with_which_the_vault_refuses_and_no_other()
    {
        var said = Directory.EnumerateFiles(PathOf("services/payout/src/Payees"), "*.cs")
            .SelectMany(file => Refusal().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value);
        var listed = Listed().Matches(Page).Select(m => m.Groups[1].Value);
        Assert.Equal(said.Distinct().Order(), listed.Order());
    }

    [Fact]
    public void Lists_every_code_of_a_transfer_that_failed()
    {
        var said = Failure().Matches(File.ReadAllText(PathOf("services/payout/src/Transfers/PayoutErrors.cs")))
            .Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(said);
        Assert.DoesNotContain(said, code => !Page.Contains($"\n| `{code}` | ", StringComparison.Ordinal));
    }

    private static string Page => File.ReadAllText(PathOf("docs/errors.md"));

    private static string PathOf(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../../..", path));

    [GeneratedRegex("\"((?:payee_|vault_rea)[a-z_]+)\"")]
    private static partial Regex Refusal();

    [GeneratedRegex("\"((?:payee|payout)_[a-z_]+)\"")]
    private static partial Regex Failure();

    [GeneratedRegex(@"\| payout \| `([a-z_]+)` \|")]
    private static partial Regex Listed();
}
