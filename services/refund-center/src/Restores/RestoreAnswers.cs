using Platform.Persistence;

namespace RefundCenter.Restores;

/// <summary>
/// Whose word is needed before anything is sent that may have been sent before a restore. The channel's silence about a
/// number proves nothing of what was done instead of it: payout alone knows a transfer that was ordered behind it, and
/// reconciliation what the files have told. So the gate opens on their words, however long they take, or on two people's.
/// </summary>
/// <remarks>
/// Files of the days between copy and restore are not waited for. All they can tell of a leg that the channel does not
/// know is that its number moved, and it is this very number that is sent again: the channel takes it once.
/// </remarks>
internal static class RestoreAnswers
{
    /// <summary>
    /// After the last word this long: what was said before it may still wait in a queue of ours.
    /// </summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMinutes(5);

    private static readonly string[] Needed = ["payout", "reconciliation"];

    /// <summary>A word about an earlier time than a restore's, given after that, covers the restore too.</summary>
    private const string AreAll = """
        SELECT NOT EXISTS (
            SELECT FROM restore_marks m CROSS JOIN unnest($1) AS needed (service)
            WHERE NOT EXISTS (
                SELECT FROM restore_answers a
                WHERE a.service = needed.service AND a.restored_to <= m.restored_to
                    AND a.heard_at >= m.marked_at AND a.heard_at <= $2))
        """;

    public static async Task<bool> AreHeard(RefundCenterDb db, DateTimeOffset now, CancellationToken ct) =>
        (await db.Query(AreAll, row => row.GetBoolean(0), ct, Needed, (now - OnTheWay).UtcDateTime)).Single();
}
