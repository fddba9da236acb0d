using Npgsql;

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

    /// <summary>To each restore that there was, as it was announced.</summary>
    private const string AreAll = """
        SELECT NOT EXISTS (
            SELECT FROM restore_marks m LEFT JOIN restore_announcements r USING (restored_to)
            CROSS JOIN unnest($1) AS needed (service)
            WHERE NOT EXISTS (
                SELECT FROM restore_answers a
                WHERE a.service = needed.service AND a.restore_id = r.restore_id AND a.heard_at <= $2))
        """;

    public static async Task<bool> AreHeard(NpgsqlDataSource database, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(AreAll);
        command.Parameters.Add(new NpgsqlParameter { Value = Needed });
        command.Parameters.Add(new NpgsqlParameter { Value = (now - OnTheWay).UtcDateTime });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
