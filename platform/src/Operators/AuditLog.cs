using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Platform.Http;

namespace Platform.Operators;

/// <summary>
/// What people did, in the transaction in which it was done. Appending takes a lock that holds until the commit, so that rows form one
/// line: append last, when every other row is written.
/// </summary>
public sealed class AuditLog(TimeProvider clock)
{
    private const long LockNumber = 7_301_994_517_228_005;
    private const string Columns = "seq, at, person_id, person_name, action, subject, reason, detail::text, previous_hash, hash";

    private static readonly JsonSerializerOptions Json =
        HttpJson.Configure(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Appends in the context's open transaction.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Task Append(DbContext db, Actor by, AuditedAction what, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("An action is noted in the transaction in which it is done.");
        return Append((NpgsqlTransaction)transaction.GetDbTransaction(), by, what, ct);
    }

    /// <summary>The same in a transaction of plain SQL.</summary>
    public async Task Append(NpgsqlTransaction transaction, Actor by, AuditedAction what, CancellationToken ct)
    {
        var detail = JsonSerializer.Serialize(what.Detail ?? new object(), Json);
        var (seq, previous, written) = await Last(transaction, detail, ct);
        var now = clock.GetUtcNow();
        var entry = new AuditEntry(
            seq + 1, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), by, what with { Detail = written }, previous, []);
        await using var insert = new NpgsqlCommand("""
            INSERT INTO audit_log (seq, at, person_id, person_name, action, subject, reason, detail, previous_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)
            """, transaction.Connection, transaction);
        foreach (var value in new object?[]
        {
            entry.Seq, entry.At.UtcDateTime, by.PersonId, by.Name, what.Action, what.Subject, what.Reason, written,
            previous, entry.ComputeHash(),
        })
            insert.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A page behind <paramref name="after"/>, of one subject when it is named.</summary>
    internal static async Task<List<AuditEntry>> Read(
        NpgsqlDataSource database, long after, string? subject, int atMost, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            SELECT {Columns} FROM audit_log WHERE seq > $1 {(subject is null ? "" : "AND subject = $3")} ORDER BY seq LIMIT $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = atMost });
        if (subject is not null) command.Parameters.Add(new() { Value = subject });
        await using var row = await command.ExecuteReaderAsync(ct);
        var entries = new List<AuditEntry>();
        while (await row.ReadAsync(ct)) entries.Add(Entry(row));
        return entries;
    }

    /// <summary>
    /// The lock, then what it guards: a statement of its own, which sees what was committed while the first one waited. And the
    /// detail as the database will write it, for that is what is hashed.
    /// </summary>
    private static async Task<(long Seq, byte[] Hash, string Detail)> Last(
        NpgsqlTransaction transaction, string detail, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new($"SELECT pg_advisory_xact_lock({LockNumber})"),
                new("""
                    SELECT $1::jsonb::text, l.seq, l.hash
                    FROM (VALUES (1)) one LEFT JOIN (SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1) l ON true
                    """)
                { Parameters = { new() { Value = detail } } },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        await row.ReadAsync(ct);
        return row.IsDBNull(1)
            ? (0, AuditChain.Start.ToArray(), row.GetString(0))
            : (row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetString(0));
    }

    private static AuditEntry Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0), new DateTimeOffset(row.GetDateTime(1)),
        new(row.IsDBNull(2) ? null : row.GetGuid(2), row.GetString(3)),
        new(row.GetString(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7)),
        row.GetFieldValue<byte[]>(8), row.GetFieldValue<byte[]>(9));
}
