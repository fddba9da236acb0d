using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Platform.Hosting;

/// <summary>
/// Ready: the database answers, the bus is started, nothing due has lain unsent in the outbox for a minute. Without a broker the outbox is
/// no concern of this process.
/// </summary>
internal sealed class Readiness(NpgsqlDataSource database, IHostApplicationLifetime life, IBusControl? bus = null)
{
    private static readonly TimeSpan OldestUnsent = TimeSpan.FromSeconds(60);

    public async Task<IResult> Check(CancellationToken ct)
    {
        if (!life.ApplicationStarted.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
            return Results.Text("not running", statusCode: 503);
        if (bus is not null && bus.CheckHealth().Status != BusHealthStatus.Healthy) return Results.Text("the bus is not ready", statusCode: 503);
        try
        {
            await using var command = database.CreateCommand(
                "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint FROM outbox WHERE due_at IS NULL");
            var age = TimeSpan.FromSeconds((long)(await command.ExecuteScalarAsync(ct))!);
            return bus is not null && age > OldestUnsent ? Results.Text("the outbox is stuck", statusCode: 503) : Results.Text("ready");
        }
        catch (NpgsqlException)
        {
            return Results.Text("the database does not answer", statusCode: 503);
        }
    }
}
