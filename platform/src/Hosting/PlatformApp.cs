using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Messaging;
using Platform.Observability;
using Platform.Operators;
using Platform.Operators.Proposals;
using Platform.Persistence;

namespace Platform.Hosting;

public static class PlatformApp
{
    /// <summary>
    /// Runs the service, or one of its jobs: <c>--migrate</c> applies the SQL files, <c>--topology</c> declares queues and bindings
    /// before any producer starts, <c>--probe</c> asks the running process beside it whether it is ready (an image without a shell has no
    /// curl). Returns the process's exit code.
    /// </summary>
    public static async Task<int> RunPlatformAsync(this WebApplication app, string[] args)
    {
        app.Services.GetRequiredService<ConfigurationErrors>().ThrowIfAny();
        if (args.Contains("--probe")) return await Probe(app.Configuration);
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
        app.MapPlatform();
        await app.RunAsync();
        return 0;
    }

    /// <summary>Adds what every service answers (health, its dead letters, its audit log, what takes two persons) and the span details; a host that does not go through <see cref="RunPlatformAsync"/> calls it itself.</summary>
    public static void MapPlatform(this WebApplication app)
    {
        app.UseMiddleware<HttpSpanDetails>();
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", (Readiness readiness, CancellationToken ct) => readiness.Check(ct));
        app.MapGet("/health/startup", (Readiness readiness, CancellationToken ct) => readiness.Check(ct));
        app.MapDeadLetters();
        app.MapAudit();
        app.MapProposals();
    }

    private static async Task<int> Probe(IConfiguration configuration)
    {
        var port = new Uri((configuration["URLS"] ?? "http://+:8080").Split(';')[0].Replace("+", "localhost", StringComparison.Ordinal)).Port;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://localhost:{port}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
