using Stand.Day;
using Stand.Processes;

namespace Stand.Audits;

/// <summary>
/// 5: what the channel and the bank really moved is at most once per refund, under numbers that are one refund's alone, and it is what the
/// ledger booked.
/// </summary>
internal static class EffectedOnce
{
    public static async Task<Finding> Check(Evidence evidence)
    {
        var legs = await evidence.Ask(ServiceDefinition.RefundCenter, "SELECT refund_id, no FROM legs");
        var refundOf = legs.GroupBy(l => l.Text(1)).ToDictionary(g => g.Key, g => g.Select(l => l.Id(0)).Distinct().ToList());
        var books = (await evidence.Ask(ServiceDefinition.Accounting, """
            SELECT refund_id, by_channel_minor + by_payout_minor - returned_minor, loss_minor FROM refund_books
            """)).ToDictionary(b => b.Id(0));
        var wrong = refundOf.Where(r => r.Value.Count > 1).Select(r => $"number {r.Key} is used by refunds {string.Join(" and ", r.Value)}").ToList();
        foreach (var refund in evidence.Truth.GroupBy(t => refundOf.GetValueOrDefault(t.No)?[0] ?? Guid.Empty))
            Look(refund.Key, [.. refund], books, wrong);
        return new Finding(5, "each refund is effected at most once, and booked as it was", evidence.Truth.Count + legs.Count,
            "truth log, refund-center, ledger", wrong);
    }

    public static async Task<string> Spoil(Evidence evidence)
    {
        var line = evidence.Truth.First(t => t.Kind == "refund");
        var spoilt = await evidence.Spoil(ServiceDefinition.RefundCenter, $"""
            UPDATE legs SET no = '{line.No}', channel = 'elsewhere' WHERE id = (SELECT id FROM legs WHERE no <> '{line.No}' ORDER BY id LIMIT 1)
            RETURNING refund_id
            """);
        return $"refund {spoilt[0].Id(0)} uses the number {line.No} of another refund";
    }

    private static void Look(Guid refund, TruthLine[] lines, Dictionary<Guid, Row> books, List<string> wrong)
    {
        if (refund == Guid.Empty)
        {
            wrong.AddRange(lines.Select(l => $"no refund is known for what moved under {l.No}"));
            return;
        }
        var paid = lines.Where(l => l.Kind is "refund" or "transfer" && l.Destination != "merchant").ToList();
        var back = lines.Where(l => l.Kind == "return").Sum(l => l.AmountMinor);
        books.TryGetValue(refund, out var book);
        var confessed = book is not null && book.Number(2) > 0;               // a case with a loss: found, booked, and not hidden
        if (paid.Count > 1 && !confessed) wrong.Add($"refund {refund} was effected {paid.Count} times");
        var booked = book?.Number(1) ?? 0;
        var moved = paid.Sum(l => l.AmountMinor) - back;
        if (booked != moved) wrong.Add($"refund {refund}: {moved} moved, {booked} are booked");
    }
}
