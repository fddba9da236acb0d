using Stand.Audits;
using Stand.Day;
using Stand.Processes;

namespace Stand.Commands;

/// <summary>The tables at the end of the demo.</summary>
internal static class DemoReport
{
    public static async Task Print(PlayedDay day, Evidence evidence)
    {
        Table("Refunds by final state and route", ["state", "route", "destination", "reconciled", "count", "fen"],
            await evidence.Ask(ServiceDefinition.Gateway, """
                SELECT lower(state) || coalesce(' (' || waiting_for || ')', ''), coalesce(method, '-'), coalesce(destination, '-'),
                    CASE WHEN reconciled_at IS NULL THEN 'no' ELSE 'yes' END, count(*), sum(amount_minor)
                FROM refunds GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                """));
        Table("Dead legs and their certificates", ["leg", "channel", "method", "certificate", "code", "sends", "unanswered", "asked", "note", "then"],
            await evidence.Ask(ServiceDefinition.RefundCenter, """
                SELECT l.no, l.channel, l.method, coalesce(c.kind, 'NONE'), coalesce(c.evidence ->> 'Code', '-'),
                    coalesce(c.evidence ->> 'Sends', '-'), coalesce(c.evidence ->> 'SendsWithoutAnswer', '-'),
                    coalesce(c.evidence ->> 'Asked', '-'),
                    concat_ws(', ', CASE WHEN l.return_sent_at IS NOT NULL THEN 'abnormal, sent to our own account' END,
                        left(c.evidence ->> 'Note', 40), c.maker || ' and ' || c.checker),
                    coalesce((SELECT n.method || ' ' || lower(n.status) FROM legs n
                        WHERE n.refund_id = l.refund_id AND n.ordinal = l.ordinal + 1), '-')
                FROM legs l LEFT JOIN certificates c ON (c.refund_id, c.ordinal) = (l.refund_id, l.ordinal)
                WHERE l.died_at IS NOT NULL ORDER BY l.channel, l.created_at, l.no
                """));
        Table("Refused at the door", ["code", "count"],
            [.. day.Refunds.Where(r => !r.Answer.IsAccepted).GroupBy(r => r.Answer.Code).Select(g => new Row([g.Key, g.Count()]))]);
        Table("Balances of the merchants (fen)", ["merchant", "pending", "cash", "held", "debt"], await Balances(day, evidence));
        Table("Trial balance (fen; credit positive)", ["account", "currency", "balance"],
            await evidence.Ask(ServiceDefinition.Accounting, """
                SELECT regexp_replace(name, '^merchant:[^:]+', 'merchant:*') AS account, currency, sum(balance_minor)
                FROM accounts GROUP BY 1, 2 UNION ALL
                SELECT 'sum', currency, sum(balance_minor) FROM accounts GROUP BY currency ORDER BY 1
                """));
        Table("Breaks of the reconciliation", ["kind", "number", "ours", "theirs", "state"],
            await evidence.Ask(ServiceDefinition.Reconciliation, "SELECT kind, no, ours_minor, theirs_minor, state FROM breaks ORDER BY id"));
    }

    public static void Print(IReadOnlyList<Finding> findings)
    {
        Table("Invariants", ["", "rule", "rows", "where", "holds"],
            [.. findings.Select(f => new Row([f.Number, f.Rule, f.LookedAt, f.Where, f.Holds ? "yes" : $"NO ({f.Wrong.Count})"]))]);
        foreach (var wrong in findings.SelectMany(f => f.Wrong.Take(10).Select(w => $"  invariant {f.Number}: {w}"))) Console.WriteLine(wrong);
    }

    private static async Task<IReadOnlyList<Row>> Balances(PlayedDay day, Evidence evidence)
    {
        var names = day.Merchants.Values.ToDictionary(m => m.Id, m => m.Name);
        var rows = await evidence.Ask(ServiceDefinition.Accounting, """
            SELECT merchant_id, coalesce(sum(balance_minor) FILTER (WHERE name LIKE '%:pending'), 0),
                coalesce(sum(balance_minor) FILTER (WHERE name LIKE '%:cash'), 0), coalesce(sum(balance_minor) FILTER (WHERE name LIKE '%:held'), 0),
                coalesce(sum(balance_minor) FILTER (WHERE name LIKE '%:debt'), 0)
            FROM accounts WHERE merchant_id IS NOT NULL GROUP BY 1 ORDER BY 1
            """);
        return [.. rows.Select(r => new Row([names.GetValueOrDefault(r.Id(0), r.Text(0)), .. r.Values.Skip(1)]))];
    }

    private static void Table(string title, string[] heads, IReadOnlyList<Row> rows)
    {
        var widths = heads.Select((h, i) => rows.Select(r => r.Text(i).Length).Append(h.Length).Max()).ToArray();
        Console.WriteLine($"\n{title}");
        Console.WriteLine("  " + string.Join("  ", heads.Select((h, i) => h.PadRight(widths[i]))));
        foreach (var row in rows) Console.WriteLine("  " + string.Join("  ", heads.Select((_, i) => row.Text(i).PadRight(widths[i]))));
        if (rows.Count == 0) Console.WriteLine("  none");
    }
}
