using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Messaging;

/// <summary>The outbox in SQL. Every statement handles as many rows as there are.</summary>
internal static class OutboxStore
{
    /// <summary>How long the process that wrote a row has it for itself. Longer than any publish takes.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static Task Insert(DbContext db, OutgoingMessages messages, Guid owner, CancellationToken ct) => Insert(
        (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction(),
        messages, owner, ct);

    public static async Task Insert(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OutgoingMessages messages, Guid owner, CancellationToken ct)
    {
        // Withdrawing never waits for a row that a dispatcher is just sending: its message comes, and the saga ignores an old token.
        if (messages.Withdrawn.Count > 0)
            await Run(connection, transaction,
                "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE token = ANY($1) FOR UPDATE SKIP LOCKED)",
                ct, messages.Withdrawn.ToArray());
        if (messages.Rows.Count == 0) return;
        var rows = messages.Rows;
        await using var command = new NpgsqlCommand("""
            INSERT INTO outbox (id, message_id, exchange, message_type, body, trace_parent, token, redelivered, due_at, owner, lease_until)
            SELECT i, m, x, t, b, p, k, n, d,
                   CASE WHEN d IS NULL THEN $10 END,
                   CASE WHEN d IS NULL THEN clock_timestamp() + $11 ELSE '-infinity' END
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS r (i, m, x, t, b, p, k, n, d)
            """, connection, transaction);
        Add(command, rows, r => r.Id, NpgsqlDbType.Uuid);
        Add(command, rows, r => r.MessageId, NpgsqlDbType.Uuid);
        Add(command, rows, r => r.Exchange, NpgsqlDbType.Text);
        Add(command, rows, r => r.MessageType, NpgsqlDbType.Text);
        Add(command, rows, r => r.Body, NpgsqlDbType.Bytea);
        Add(command, rows, r => r.TraceParent, NpgsqlDbType.Text);
        Add(command, rows, r => r.Token, NpgsqlDbType.Uuid);
        Add(command, rows, r => r.Redelivered, NpgsqlDbType.Integer);
        Add(command, rows, r => r.DueAt?.UtcDateTime, NpgsqlDbType.TimestampTz);
        command.Parameters.Add(new NpgsqlParameter { Value = owner });
        command.Parameters.Add(new NpgsqlParameter { Value = Lease });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static Task Delete(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, NpgsqlTransaction? transaction, CancellationToken ct) =>
        Run(connection, transaction, "DELETE FROM outbox WHERE id = ANY($1)", ct, ids.ToArray());

    /// <summary>Takes rows whose lease ended, the oldest first. Rows whose publish is unresolved on a live connection are left out.</summary>
    public static async Task<List<OutboxRow>> Claim(
        NpgsqlConnection connection, Guid owner, DateTimeOffset businessNow, Guid[] unresolved, CancellationToken ct)
    {
        const string Columns = "id, message_id, exchange, message_type, body, trace_parent, token, redelivered, due_at";
        await using var command = new NpgsqlCommand($"""
            WITH fresh AS (
                SELECT id FROM outbox WHERE due_at IS NULL AND lease_until < statement_timestamp() AND NOT id = ANY($3)
                ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED),
            timers AS (
                SELECT id FROM outbox WHERE due_at <= $2 AND lease_until < statement_timestamp() AND NOT id = ANY($3)
                ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED),
            ready AS (SELECT id FROM fresh UNION ALL SELECT id FROM timers)
            UPDATE outbox o
            SET owner = $1, lease_until = clock_timestamp() + $4, message_id = coalesce(message_id, uuid_v7())
            FROM ready WHERE o.id = ready.id
            RETURNING {string.Join(", ", Columns.Split(", ").Select(c => "o." + c))}
            """, connection);
        foreach (var value in new object[] { owner, businessNow.UtcDateTime, unresolved, Lease })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        var rows = new List<OutboxRow>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Gives rows back before their lease ends, after a publish that certainly failed.</summary>
    public static Task Release(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Run(connection, null, "UPDATE outbox SET lease_until = clock_timestamp() WHERE id = ANY($1)", ct, ids.ToArray());

    /// <summary>
    /// Counts a return (no queue was bound) and waits longer each time; a row that came back <paramref name="limit"/> times goes to
    /// the dead letters.
    /// </summary>
    public static Task Returned(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, int limit, CancellationToken ct) =>
        Run(connection, null, """
            WITH counted AS (
                UPDATE outbox SET returned = returned + 1,
                    lease_until = clock_timestamp() + least(returned + 1, 10) * interval '1 second'
                WHERE id = ANY($1) RETURNING *),
            gone AS (DELETE FROM outbox o USING counted c WHERE o.id = c.id AND c.returned > $2)
            INSERT INTO dead_letters (id, source, message_id, message_type, exchange, body, reason)
            SELECT id, 'outbox', message_id, message_type, exchange, body, 'returned: no queue is bound' FROM counted WHERE returned > $2
            """, ct, ids.ToArray(), limit);

    private static OutboxRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
        (byte[])reader.GetValue(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.GetInt32(7), reader.IsDBNull(8) ? null : new DateTimeOffset(reader.GetDateTime(8)));

    private static void Add<T>(NpgsqlCommand command, IReadOnlyList<OutboxRow> rows, Func<OutboxRow, T> column, NpgsqlDbType type)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = column(rows[i]);
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static async Task Run(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
