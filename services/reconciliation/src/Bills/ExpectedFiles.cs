using Platform.Persistence;

namespace Reconciliation.Bills;

/// <summary>
/// Which files there should be because of rows of ours: a row may stand in every file of its days, until one shows its
/// money moving, or one of the same kind names it on another day. A snapshot may leave out what moved, so that it is
/// not waited for then.
/// </summary>
internal static class ExpectedFiles
{
    /// <summary>Whether rows of ours let us expect this file.</summary>
    public static async Task<bool> Has(ReconciliationDb db, Guid fetchId, CancellationToken ct)
    {
        var answer = await db.Query(
            $"SELECT EXISTS (SELECT FROM fetches x JOIN {MayName} WHERE x.id = $1)", r => r.GetBoolean(0), ct, fetchId);
        return answer is [true];
    }

    /// <summary>
    /// Runs that ended without a file, and have rows of ours by now: those of the temporary table <c>scope</c>, of one
    /// channel merchant.
    /// </summary>
    public static Task<List<Guid>> RunsWithout(
        ReconciliationDb db, (string Channel, string Merchant) whose, CancellationToken ct) =>
        db.Query(
            $"""
            SELECT DISTINCT x.run_id FROM fetches x JOIN {MayName}
            JOIN scope s ON s.no = g.no
            WHERE x.channel = $1 AND x.channel_merchant = $2 AND x.answer = 'no_trade' AND x.due_at IS NULL
            """, r => r.GetGuid(0), ct, whose.Channel, whose.Merchant);

    private const string MayName = """
        legs g ON g.channel = x.channel AND g.channel_merchant = x.channel_merchant AND g.state <> 'Dead'
            AND x.day BETWEEN g.first_day AND g.last_day AND NOT EXISTS (
                SELECT FROM bill_lines l JOIN bill_files f ON f.id = l.file_id
                WHERE l.no = g.no AND l.kind = 'Refund' AND f.channel = x.channel
                  AND f.channel_merchant = x.channel_merchant AND (f.kind, f.day) <> (x.kind, x.day)
                  AND (l.moved_money OR f.kind = x.kind) AND f.loaded_at IS NOT NULL AND f.superseded_at IS NULL)
        """;
}
