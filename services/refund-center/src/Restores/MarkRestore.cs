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
            await Run(FilesInDoubt, now);
            await Run(LinesInDoubt, now);
            await Run(BatchesInDoubt, now);
            await Run("UPDATE rulebook_copies SET due_at = $1, said = 0", now);
        }
        await transaction.CommitAsync(ct);

        async Task<int> Run(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Which may stand in a batch that we forgot: nobody can be asked, so people look.</summary>
    private const string FilesInDoubt = """
        UPDATE legs SET status = 'Unknown', waiting_for = 'operator', may_have_been_sent_at = $1,
            unanswered_sends = unanswered_sends + 1, version = version + 1, repeat_at = $1,
            report_version = report_version + 1, report_at = $1, updated_at = $1
        WHERE died_at IS NULL AND status = 'Ready' AND method IN ('file', 'offline')
        """;

    /// <summary>In batches that may have been handed over after the copy was taken: the bank's files are looked through.</summary>
    private const string LinesInDoubt = """
        UPDATE legs SET handed_over_at = $1, in_flight = false, report_version = report_version + 1, report_at = $1,
            updated_at = $1
        WHERE died_at IS NULL AND status = 'Sent' AND handed_over_at IS NULL AND method IN ('file', 'offline')
        """;

    /// <summary>Which may have been handed over after the copy was taken: their results are wanted at once.</summary>
    private const string BatchesInDoubt = """
        UPDATE batches SET state = 'HandedOver', handed_over_at = $1, handed_over_by = 'restore',
            hand_over_note = 'may have been handed over before the restore', answer_due_at = $1
        WHERE state IN ('Made', 'Downloaded')
        """;

    private async Task<DateTimeOffset?> LastMark(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT max(marked_at) FROM restore_marks");
        return await command.ExecuteScalarAsync(ct) is DateTime marked
            ? new DateTimeOffset(marked, TimeSpan.Zero)
            : null;
    }
}
