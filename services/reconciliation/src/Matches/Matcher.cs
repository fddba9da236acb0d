using NpgsqlTypes;
using Platform.Persistence;
using Reconciliation.Bills;

namespace Reconciliation.Matches;

/// <summary>
/// Matches by our number and amount (S60, S172), set-based: a million lines are as many statements as one. Two
/// entrances, one rule: the files of a day arrived (<see cref="MatchDay"/>), or rows of ours changed (<see
/// cref="MatchChanged"/>). Both run one at a time per channel merchant, so that each sees what the other one wrote.
/// </summary>
public sealed class Matcher(BillCalendars calendars, TimeProvider clock)
{
    private const int LegsPerRound = 5_000;
    private static readonly string MatchSql = Read("Reconciliation.Matches.Match.sql");

    /// <summary>
    /// Matches what the files of a day name, in any of their versions (a line that a later version lacks is news
    /// too), all that waits, rows of ours that nobody has looked at yet, and those that were sent again after a silence
    /// was told of them: the release before this one told no second one, and let their wait end.
    /// </summary>
    public async Task<MatchCounts> MatchDay(ReconciliationDb db, Matching day, CancellationToken ct)
    {
        await Begin(db, day.Channel, day.ChannelMerchant, ct);
        await db.Execute("""
            INSERT INTO scope
            SELECT l.no FROM bill_files f JOIN bill_lines l ON l.file_id = f.id AND l.kind = 'Refund'
            WHERE f.channel = $1 AND f.channel_merchant = $2 AND f.day = $3 AND f.loaded_at IS NOT NULL
            UNION
            SELECT no FROM day_cut_pool WHERE channel = $1 AND channel_merchant = $2 AND ended_as IS NULL
            UNION
            SELECT no FROM legs WHERE channel = $1 AND channel_merchant = $2 AND dirty
            UNION
            SELECT g.no FROM legs g JOIN (
                SELECT no, max(bill_date) AS day FROM bill_facts
                WHERE channel = $1 AND channel_merchant = $2 AND kind = 'Silent' GROUP BY no) told ON told.no = g.no
            WHERE g.channel = $1 AND g.channel_merchant = $2 AND g.last_day > told.day AND g.state <> 'Dead'
            """, ct, day.Channel, day.ChannelMerchant, day.Day);
        await Match(db, day.Channel, day.ChannelMerchant, ct);
        var counts = await db.Query(
            CountSql, r => new MatchCounts(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), ct,
            day.Channel, day.ChannelMerchant, day.Day);
        return counts.Single();
    }

    /// <summary>The channel merchants with rows of ours that changed since they were last looked at.</summary>
    public static Task<List<(string Channel, string Merchant)>> Changed(ReconciliationDb db, CancellationToken ct) =>
        db.Query("SELECT DISTINCT channel, channel_merchant FROM legs WHERE dirty",
            r => (Channel: r.GetString(0), Merchant: r.GetString(1)), ct);

    /// <summary>Matches such rows of one channel merchant.</summary>
    /// <returns>True when there may be more than one round takes.</returns>
    public async Task<bool> MatchChanged(
        ReconciliationDb db, (string Channel, string Merchant) whose, CancellationToken ct)
    {
        var (channel, merchant) = whose;
        await Begin(db, channel, merchant, ct);
        var changed = await db.Execute("""
            WITH next AS (SELECT id FROM legs WHERE dirty AND channel = $1 AND channel_merchant = $2
                          ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED),
                 taken AS (UPDATE legs SET dirty = false FROM next WHERE legs.id = next.id RETURNING legs.no)
            INSERT INTO scope SELECT no FROM taken
            """, ct, channel, merchant, LegsPerRound);
        await db.Execute("""
            INSERT INTO channel_merchants AS m (id, channel, no, first_day)
            SELECT name_id('merchant|' || $1 || '|' || $2), $1, $2, min(g.first_day)
            FROM scope s JOIN legs g ON g.channel = $1 AND g.channel_merchant = $2 AND g.no = s.no
            HAVING count(*) > 0
            ON CONFLICT (channel, no) DO UPDATE SET first_day = excluded.first_day
            WHERE excluded.first_day < m.first_day
            """, ct, channel, merchant);
        await Match(db, channel, merchant, ct);
        return changed == LegsPerRound;
    }

    /// <summary>Until the transaction ends nothing of this channel merchant is matched by others.</summary>
    public static Task Lock(ReconciliationDb db, string channel, string merchant, CancellationToken ct) => db.Execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('match|' || $1 || '|' || $2, 0))", ct, channel, merchant);

    private static async Task Begin(ReconciliationDb db, string channel, string merchant, CancellationToken ct)
    {
        // A million lines take longer than a request may.
        await db.Execute("SET LOCAL statement_timeout = '10min'", ct);
        await db.Execute("SET LOCAL lock_timeout = '5min'", ct);
        await db.Execute("SET LOCAL enable_seqscan = on", ct);
        await Lock(db, channel, merchant, ct);
        await db.Execute("CREATE TEMP TABLE scope (no text PRIMARY KEY) ON COMMIT DROP", ct);
    }

    private async Task Match(ReconciliationDb db, string channel, string merchant, CancellationToken ct)
    {
        var calendar = calendars.Of(channel);
        await db.Execute("ANALYZE scope", ct);
        await using var command = db.Command(MatchSql);
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue("channel", channel);
        command.Parameters.AddWithValue("merchant", merchant);
        command.Parameters.AddWithValue("line_wait_days", calendar.Bills.LineWaitDays);
        command.Parameters.AddWithValue("cut_off", NpgsqlDbType.Interval, calendar.CutOff);
        command.Parameters.AddWithValue("time_zone", calendar.TimeZone);
        command.Parameters.AddWithValue("silence_proves", calendar.LastPossibleDays is not null);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }

    private const string CountSql = """
        WITH lines AS (
            SELECT l.no, l.moved_money FROM bill_files f JOIN bill_lines l ON l.file_id = f.id AND l.kind = 'Refund'
            WHERE f.channel = $1 AND f.channel_merchant = $2 AND f.day = $3
              AND f.loaded_at IS NOT NULL AND f.superseded_at IS NULL)
        SELECT (SELECT count(*) FROM lines)::int,
               (SELECT count(DISTINCT l.no) FROM lines l
                JOIN legs g ON g.channel = $1 AND g.channel_merchant = $2 AND g.no = l.no WHERE l.moved_money)::int,
               (SELECT count(*) FROM day_cut_pool
                WHERE channel = $1 AND channel_merchant = $2 AND ended_as IS NULL)::int,
               (SELECT count(*) FROM breaks WHERE channel = $1 AND channel_merchant = $2 AND state = 'open')::int
        """;

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(Matcher).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
