using Npgsql;
using NpgsqlTypes;
using Platform.Persistence;

namespace Gateway.Signing;

/// <summary>
/// Remembers nonces for 600 s, for all replicas together: a unique key in PostgreSQL decides which request came first.
/// Requests that come at once share a statement.
/// </summary>
public sealed class NonceCache : IAsyncDisposable
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(600);

    private const int AtOnce = 128;
    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private readonly Gatherer<(string KeyId, string Nonce), bool> gatherer;

    public NonceCache(NpgsqlDataSource database, [FromKeyedServices("real")] TimeProvider time)
    {
        (this.database, this.time) = (database, time);
        gatherer = new(UseAll, AtOnce);
    }

    /// <summary>False when this key used this nonce before.</summary>
    public Task<bool> TryUse(string keyId, string nonce, CancellationToken ct) => gatherer.Add((keyId, nonce), ct);

    /// <summary>Forgets what is older than anybody may ask for; answers how many.</summary>
    public async Task<int> Forget(CancellationToken ct)
    {
        await using var command = database.CreateCommand("DELETE FROM nonces WHERE seen_at < $1");
        command.Parameters.Add(new NpgsqlParameter { Value = (time.GetUtcNow() - Kept).UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    public ValueTask DisposeAsync() => gatherer.DisposeAsync();

    /// <summary>Inserts in one order, so that two replicas never wait for each other in a circle.</summary>
    private async Task<IReadOnlyList<bool>> UseAll(
        IReadOnlyList<(string KeyId, string Nonce)> uses, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO nonces (key_id, value, seen_at)
            SELECT k, v, $3 FROM unnest($1, $2) AS n (k, v) GROUP BY k, v ORDER BY k, v
            ON CONFLICT DO NOTHING RETURNING key_id, value
            """);
        Add(uses.Select(u => u.KeyId).ToArray());
        Add(uses.Select(u => u.Nonce).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow().UtcDateTime });
        var fresh = new HashSet<(string, string)>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) fresh.Add((reader.GetString(0), reader.GetString(1)));
        return [.. uses.Select(fresh.Remove)];                    // of the same nonce twice at once the first counts

        void Add(string[] values) => command.Parameters.Add(
            new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }
}
