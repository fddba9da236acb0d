using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Messaging;
using Platform.Persistence;

namespace Platform.Hosting;

/// <summary>
/// Before the first message is taken: the configuration is right, the schema is there, the inbox has its ranges. After:
/// announces a restore. Waits for a database that is not up yet.
/// </summary>
internal sealed class StartUp(
    NpgsqlDataSource database, Schema schema, RestoreAnnouncement restore, [FromKeyedServices("real")] TimeProvider real,
    ILogger<StartUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var pause = 100; ; pause = Math.Min(pause * 2, 5000))
        {
            try
            {
                await Prepare(cancellationToken);
                return;
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is DatabaseFault.Unreachable)
            {
                StartUpLog.Waiting(log, e.Message);
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Prepare(CancellationToken ct)
    {
        await schema.Ensure(ct);
        await Inbox.MaintainRanges(database, real.GetUtcNow(), ct);
        await restore.Make(ct);
    }
}

/// <summary>The service's own tables and the platform's.</summary>
internal sealed class Schema(NpgsqlDataSource database, ServiceAssembly service, DatabaseOptions options)
{
    /// <summary>Throws when migrations are missing that this process may not apply.</summary>
    public async Task Ensure(CancellationToken ct)
    {
        if (options.MigrateAtStart) await Migrator.MigrateAsync(database, service.Value, ct);
        var pending = await Migrator.PendingAsync(database, service.Value, ct);
        if (pending.Count > 0) throw new InvalidOperationException($"The database lacks migrations: {string.Join(", ", pending)}.");
    }
}

/// <summary>Tells the other services that this one lost what it did after a time.</summary>
internal sealed class RestoreAnnouncement(
    NpgsqlDataSource database, PlatformBuilder platform, RestoreRequest restore, OutboxPublisher publisher)
{
    /// <summary>Does nothing unless the command line asked for it.</summary>
    public async Task Make(CancellationToken ct)
    {
        if (restore.Time is not { } time || platform.RestoreMessage is not { } message) return;
        var outgoing = new OutgoingMessages();
        outgoing.Publish(message(time));
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await OutboxStore.Insert(connection, transaction, outgoing, publisher.Owner, ct);
        await transaction.CommitAsync(ct);
        publisher.Post(outgoing.Rows);
    }
}

internal static partial class StartUpLog
{
    [LoggerMessage(130, LogLevel.Warning, "waiting for the database: {Reason}")]
    public static partial void Waiting(ILogger log, string reason);
}
