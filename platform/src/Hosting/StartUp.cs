using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Messaging;
using Platform.Persistence;

namespace Platform.Hosting;

/// <summary>
/// Before anything else: the schema is there, the inbox has its ranges. Waits for a database that is not up yet.
/// </summary>
internal sealed class StartUp(
    NpgsqlDataSource database, Schema schema, [FromKeyedServices("real")] TimeProvider real, ILogger<StartUp> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Patiently.Do(Prepare, log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Prepare(CancellationToken ct)
    {
        await schema.Ensure(ct);
        await Inbox.MaintainRanges(database, real.GetUtcNow(), ct);
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

/// <summary>
/// Notes that the other services are to be told that this one lost what it did after a time (<c>RepeatAnnouncements</c>); nothing
/// unless the command line asked for it. After what the service notes for itself: the others repeat at once, and it must know by then what
/// it may have forgotten. The same command again on the same database says the same again, under the same id: whoever heard it knows it,
/// who was down hears it now. A copy that is restored once more does not know that id and gets its own.
/// </summary>
internal sealed class AnnounceRestore(
    NpgsqlDataSource database, PlatformBuilder platform, RestoreRequest restore, TimeProvider clock, ILogger<StartUp> log)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Patiently.Do(Make, log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Make(CancellationToken ct)
    {
        if (restore.Time is not { } time || platform.RestoreMessage is null) return;
        await using var command = database.CreateCommand("""
            INSERT INTO restore_announcements (restore_id, restored_to, announced, announce_at) VALUES ($1, $2, 0, $3)
            ON CONFLICT (restored_to) DO UPDATE SET announced = 0, announce_at = excluded.announce_at
            """);
        foreach (var value in new object[] { Guid.CreateVersion7(), time.UtcDateTime, clock.GetUtcNow().UtcDateTime })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}

internal static partial class StartUpLog
{
    [LoggerMessage(130, LogLevel.Warning, "waiting for the database: {Reason}")]
    public static partial void Waiting(ILogger log, string reason);
}
