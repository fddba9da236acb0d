using Stand.Processes;

namespace Stand.Audits;

/// <summary>1: every journal sums to zero per currency, and so does the ledger.</summary>
internal static class BooksBalance
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var checks = await evidence.Ask(ServiceDefinition.Accounting, "SELECT rule, looked_at, wrong, example FROM ledger_check");
        var wrong = await evidence.Ask(ServiceDefinition.Accounting, """
            SELECT j.source_id, j.template, sum(p.amount_minor) FROM journals j JOIN postings p ON p.journal_id = j.id
            GROUP BY j.id, j.source_id, j.template, p.currency HAVING sum(p.amount_minor) <> 0
            """);
        return new Finding(1, "every journal and the ledger sum to zero", checks.Sum(c => c.Number(1)), "ledger",
            [
                .. wrong.Select(w => $"refund or payment {w.Id(0)}: its journal '{w.Text(1)}' is off by {w.Text(2)}"),
                .. checks.Where(c => c.Number(2) > 0 && !IsAboutHolds(c)).Select(c => $"{c.Text(0)}: {c.Text(3)}"),
            ]);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var spoilt = await evidence.Spoil(ServiceDefinition.Accounting, """
            UPDATE postings SET amount_minor = amount_minor + 1
            WHERE (journal_id, account_id) = (
                SELECT p.journal_id, p.account_id FROM postings p JOIN journals j ON j.id = p.journal_id
                JOIN refund_books b ON b.refund_id = j.source_id ORDER BY p.journal_id LIMIT 1)
            RETURNING (SELECT source_id FROM journals WHERE id = journal_id)
            """);
        return $"one posting of refund {spoilt[0].Id(0)} is one fen more";
    }

    public static bool IsAboutHolds(Row check) =>
        check.Text(0).Contains("hold", StringComparison.Ordinal) || check.Text(0).Contains("floor", StringComparison.Ordinal);
}
