using System.Text;
using Accounting.Accounts;

namespace Accounting.Journals;

/// <summary>Prints the table of templates as the page docs/domain/journals.md.</summary>
public static class JournalDocument
{
    public static string Print()
    {
        var parties = new Parties(Guid.Empty, "{code}", "CNY");
        var page = new StringBuilder("""
            # Journals

            Every booking in the ledger is one of these. Printed from the table in `services/accounting/src/Journals`;
            a test compares this page with it. Credit is positive; the lines of a journal add up to zero in its
            currency, and lines of zero are left out. *Booked for* says what a journal is unique for.

            """);
        foreach (var template in JournalTemplates.All)
        {
            page.Append(null, $"\n## {template.Name}\n\n{template.When}\nBooked for: {template.Source}.\n\n")
                .Append("| account | amount |\n|---|---|\n");
            foreach (var line in template.Lines)
                page.Append(null, $"| `{NameOf(line.Account, parties)}` | {line.Amount} |\n");
        }
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string NameOf(AccountKind kind, Parties parties) =>
        AccountKey.Of(kind, parties).Name.Replace(Guid.Empty.ToString(), "{id}", StringComparison.Ordinal);
}
