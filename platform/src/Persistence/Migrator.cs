using System.Data;
using System.Reflection;
using Npgsql;

namespace Platform.Persistence;

/// <summary>
/// Applies the SQL files embedded under <c>Migrations/</c> (first the platform's own, then the service's) in the order of their names,
/// each once, under an advisory lock, so that several replicas may start at once. EF's design-time package does not restore: docs/decisions/0004.
/// </summary>
public static class Migrator
{
    private const long LockNumber = 7_301_994_517_228_004;

    /// <summary>
    /// A release that runs beside this one has prepared queries, which fail once when a table that they read whole has got
    /// wider (0A000). While this transaction keeps it from those tables its sessions are ended: they come again as after any
    /// lost connection, and prepare anew when it has committed. Who waits to migrate himself is left alone.
    /// </summary>
    private static readonly string EndOtherSessions = $"""
        SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.usename = current_user AND a.pid <> pg_backend_pid()
          AND a.backend_type = 'client backend'
          AND NOT EXISTS (
              SELECT FROM pg_locks l
              WHERE l.pid = a.pid AND l.locktype = 'advisory'
                AND (l.classid::bigint << 32 | l.objid::bigint) = {LockNumber})
        """;

    public static async Task MigrateAsync(NpgsqlDataSource database, Assembly service, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await Run(connection, $"SELECT pg_advisory_lock({LockNumber})", ct);
        try
        {
            await Run(connection, """
                CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
                """, ct);
            var applied = await Applied(connection, ct);
            foreach (var (name, sql) in Scripts(typeof(Migrator).Assembly).Concat(Scripts(service)))
                if (!applied.Contains(name)) await Apply(connection, name, sql, ct);
        }
        finally
        {
            // A lost connection has let it go, and would hide its own error behind another.
            if (connection.State is ConnectionState.Open)
                await Run(connection, $"SELECT pg_advisory_unlock({LockNumber})", CancellationToken.None);
        }
    }

    /// <summary>The names of scripts that the database lacks; empty when it is up to date.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource database, Assembly service, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('schema_migrations') IS NOT NULL", connection);
        var applied = (bool)(await exists.ExecuteScalarAsync(ct))! ? await Applied(connection, ct) : [];
        return [.. Scripts(typeof(Migrator).Assembly).Concat(Scripts(service)).Select(s => s.Name).Where(n => !applied.Contains(n))];
    }

    private static IEnumerable<(string Name, string Sql)> Scripts(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where resource.EndsWith(".sql", StringComparison.Ordinal) && resource.Contains(".Migrations.", StringComparison.Ordinal)
        select ($"{assembly.GetName().Name}/{resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + 12)..]}", Read(assembly, resource));

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static async Task<HashSet<string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task Apply(NpgsqlConnection connection, string name, string sql, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Run(connection, sql, ct);
        await using var note = new NpgsqlCommand("INSERT INTO schema_migrations (name) VALUES ($1)", connection);
        note.Parameters.AddWithValue(name);
        await note.ExecuteNonQueryAsync(ct);
        await Run(connection, EndOtherSessions, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
