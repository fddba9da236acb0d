using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>What was already handled. One statement per batch says which of its messages are new.</summary>
public static class Inbox
{
    /// <summary>Longer than the oldest message that anybody would redrive.</summary>
    public const int RetentionDays = 30;

    /// <summary>Remembers all ids and returns those that were not known. Waits for a transaction that is just handling the same id.</summary>
    internal static async Task<HashSet<Guid>> Insert(DbContext db, string endpoint, Guid[] ids, CancellationToken ct)
    {
        var fresh = await db.Query("""
            INSERT INTO inbox (message_id, endpoint) SELECT i, $2 FROM unnest($1) AS n (i) ORDER BY i
            ON CONFLICT DO NOTHING RETURNING message_id
            """, r => r.GetGuid(0), ct, ids, endpoint);
        return [.. fresh];
    }

    /// <summary>True when the id lies in a range that the inbox still remembers; an older one cannot be told from a repeated one.</summary>
    public static bool Remembers(Guid messageId, DateTimeOffset realNow)
    {
        if (messageId.Version != 7) return false;
        var day = DayOf(messageId);
        var today = DateOnly.FromDateTime(realNow.UtcDateTime);
        return day >= today.AddDays(-RetentionDays + 1) && day <= today.AddDays(1);
    }

    /// <summary>Creates the ranges of the days that ids may lie in and drops those past retention. One process at a time.</summary>
    internal static async Task MaintainRanges(NpgsqlDataSource database, DateTimeOffset realNow, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Run("SELECT pg_advisory_xact_lock(7301994517228005)");
        var today = DateOnly.FromDateTime(realNow.UtcDateTime);
        for (var offset = -RetentionDays; offset <= 2; offset++)
        {
            var day = today.AddDays(offset);
            await Run($"""
                CREATE TABLE IF NOT EXISTS {Name(day)} PARTITION OF inbox
                FOR VALUES FROM ('{FirstIdOf(day)}') TO ('{FirstIdOf(day.AddDays(1))}')
                """);
        }
        foreach (var old in await OldRanges(connection, today.AddDays(-RetentionDays), ct)) await Run($"DROP TABLE {old}");
        await transaction.CommitAsync(ct);

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    internal static Guid FirstIdOf(DateOnly day)
    {
        var milliseconds = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        return new Guid(bytes, bigEndian: true);
    }

    private static DateOnly DayOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = 0;
        for (var i = 0; i < 6; i++) milliseconds = (milliseconds << 8) | bytes[i];
        return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999)).UtcDateTime);
    }

    private static string Name(DateOnly day) => $"inbox_{day:yyyyMMdd}";

    private static async Task<List<string>> OldRanges(NpgsqlConnection connection, DateOnly before, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var old = new List<string>();
        while (await reader.ReadAsync(ct))
            if (string.CompareOrdinal(reader.GetString(0), Name(before)) < 0) old.Add(reader.GetString(0));
        return old;
    }
}
