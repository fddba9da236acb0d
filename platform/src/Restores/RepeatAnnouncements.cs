using Npgsql;
using Platform.Hosting;
using Platform.Messaging;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>
/// Says to the others that this service was started from an older copy, again and again for about two hours: one that had
/// its queue purged, or was not there, would keep to itself what we forgot. Always the same message, by its id, so whoever
/// has heard it knows it.
/// </summary>
internal sealed class RepeatAnnouncements(
    NpgsqlDataSource database, PlatformBuilder platform, OutboxPublisher publisher, TimeProvider clock) : IDueWork
{
    private const string Due = """
        SELECT restore_id, restored_to, announced FROM restore_announcements WHERE announce_at <= $1
        ORDER BY announce_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>After the first time, the second …; business time.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60),
    ];

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await NextDue(connection, now, ct) is not { } due) return false;
        var (id, restoredTo, announced) = due;
        var outgoing = new OutgoingMessages();
        outgoing.PublishAgain(platform.RestoreMessage!(id, restoredTo), id);
        await OutboxStore.Insert(connection, transaction, outgoing, publisher.Owner, ct);
        await using var said = new NpgsqlCommand(
            "UPDATE restore_announcements SET announced = announced + 1, announce_at = $2 WHERE restore_id = $1", connection);
        said.Parameters.Add(new NpgsqlParameter { Value = id });
        said.Parameters.Add(new NpgsqlParameter
        {
            Value = announced < Pauses.Length ? (now + Pauses[announced]).UtcDateTime : DBNull.Value,
        });
        await said.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        publisher.Post(outgoing.Rows);
        return true;
    }

    private static async Task<(Guid Id, DateTimeOffset RestoredTo, int Announced)?> NextDue(
        NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? (row.GetGuid(0), new DateTimeOffset(row.GetDateTime(1), TimeSpan.Zero), row.GetInt32(2))
            : null;
    }
}
