using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Observability;
using Platform.Persistence;

namespace Platform.Hosting;

public static class PlatformApp
{
    /// <summary>
    /// Runs the service, or one of its jobs: <c>--migrate</c> applies the SQL files, <c>--topology</c> declares queues and bindings
    /// before any producer starts. Returns the process's exit code.
    /// </summary>
    public static async Task<int> RunPlatformAsync(this WebApplication app, string[] args)
    {
        app.Services.GetRequiredService<ConfigurationErrors>().ThrowIfAny();
        if (args.Contains("--migrate"))
        {
            await Migrator.MigrateAsync(
                app.Services.GetRequiredService<NpgsqlDataSource>(), app.Services.GetRequiredService<ServiceAssembly>().Value, default);
            return 0;
        }
        if (args.Contains("--topology"))
        {
            await app.Services.GetRequiredService<IBusControl>().DeployAsync(CancellationToken.None);
            return 0;
        }
        app.MapHealth();
        await app.RunAsync();
        return 0;
    }

    /// <summary>Adds the health endpoints and the span details; a host that does not go through <see cref="RunPlatformAsync"/> calls it itself.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.UseMiddleware<HttpSpanDetails>();
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", (Readiness readiness, CancellationToken ct) => readiness.Check(ct));
        app.MapGet("/health/startup", (Readiness readiness, CancellationToken ct) => readiness.Check(ct));
    }
}
