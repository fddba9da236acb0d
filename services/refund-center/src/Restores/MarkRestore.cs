using Npgsql;
using Platform.Hosting;

namespace RefundCenter.Restores;

/// <summary>
/// Before the first message is taken or sent: a process started with <c>--restored</c> puts every open leg behind its
/// gate (asked before it is sent), once per restore; every process learns of the last restore.
/// </summary>
internal sealed class MarkRestore(
    NpgsqlDataSource database, RestoreRequest restore, RestoreGate gate, TimeProvider clock, ILogger<MarkRestore> log)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Patiently.Do(Learn, log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Learn(CancellationToken ct)
    {
        if (restore.Time is { } time) await Mark(time, ct);
        gate.Mark(await LastMark(ct));
    }

    private async Task Mark(DateTimeOffset time, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        await Run("SET LOCAL statement_timeout = '10min'");       // all open legs in one statement
        var marked = await Run(
            "INSERT INTO restore_marks (restored_to, marked_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", time, now);
        if (marked == 1)
        {
            await Run("UPDATE sends SET lapsed_at = $1 WHERE answered_at IS NULL AND lapsed_at IS NULL", now);
            await Run("""
                UPDATE legs SET step = 'Query', due_at = $1, in_flight = false, may_have_been_sent_at = $1,
                unanswered_sends = unanswered_sends + 1, updated_at = $1
                WHERE died_at IS NULL AND status <> 'Succeeded' AND method = 'interface'
                """, now);
        }
        await transaction.CommitAsync(ct);

        async Task<int> Run(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<DateTimeOffset?> LastMark(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT max(marked_at) FROM restore_marks");
        return await command.ExecuteScalarAsync(ct) is DateTime marked
            ? new DateTimeOffset(marked, TimeSpan.Zero)
            : null;
    }
}
