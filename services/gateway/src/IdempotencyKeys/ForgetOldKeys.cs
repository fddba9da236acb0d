using Gateway.Signing;
using Npgsql;
using Platform.Persistence;

namespace Gateway.IdempotencyKeys;

/// <summary>Forgets idempotency keys after 30 days and nonces after 600 s.</summary>
public sealed class ForgetOldKeys(NpgsqlDataSource database, NonceCache nonces, TimeProvider clock) : IDueWork
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private const int AtOnce = 1000;

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await nonces.Forget(ct);
        await using var command = database.CreateCommand("""
            DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (clock.GetUtcNow() - Kept).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = AtOnce });
        return await command.ExecuteNonQueryAsync(ct) == AtOnce;
    }
}
