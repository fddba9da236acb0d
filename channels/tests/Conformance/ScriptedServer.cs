using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Conformance;

/// <summary>A real HTTP server on a free port that answers every call by one exchangeable function.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ScriptedServer(WebApplication app) => this.app = app;

    public Func<HttpContext, Task> Script { get; set; } = _ => Task.CompletedTask;

    public Uri Address => new(app.Urls.First());

    public static async Task<ScriptedServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ScriptedServer(builder.Build());
        server.app.Run(http => server.Script(http));
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
