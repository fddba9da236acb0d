using Npgsql;

namespace Gateway.Signing;

/// <summary>
/// Remembers nonces for 600 s, for all replicas together: a unique key in PostgreSQL decides which request came first.
/// </summary>
public sealed class NonceCache(NpgsqlDataSource database, [FromKeyedServices("real")] TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(600);

    /// <summary>False when this key used this nonce before.</summary>
    public async Task<bool> TryUse(string keyId, string nonce, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO nonces (key_id, value, seen_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = keyId });
        command.Parameters.Add(new NpgsqlParameter { Value = nonce });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Forgets what is older than anybody may ask for; answers how many.</summary>
    public async Task<int> Forget(CancellationToken ct)
    {
        await using var command = database.CreateCommand("DELETE FROM nonces WHERE seen_at < $1");
        command.Parameters.Add(new NpgsqlParameter { Value = (time.GetUtcNow() - Kept).UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
