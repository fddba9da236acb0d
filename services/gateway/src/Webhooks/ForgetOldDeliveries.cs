using Npgsql;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>Forgets ended deliveries, with their log, after <see cref="WebhookOptions.KeepFor"/>.</summary>
internal sealed class ForgetOldDeliveries(NpgsqlDataSource database, WebhookOptions options, TimeProvider clock)
    : IDueWork
{
    private const int AtOnce = 1000;

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            DELETE FROM webhook_deliveries WHERE id = ANY (ARRAY(
                SELECT id FROM webhook_deliveries WHERE ended_at < $1 ORDER BY ended_at LIMIT $2))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (clock.GetUtcNow() - options.KeepFor).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = AtOnce });
        return await command.ExecuteNonQueryAsync(ct) == AtOnce;
    }
}
