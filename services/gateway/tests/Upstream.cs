using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Http;

namespace Gateway.Tests;

/// <summary>
/// A web server that stands where accounting, refund-center and payout would, and remembers what it was asked.
/// </summary>
public sealed class Upstream(WebApplication app) : IAsyncDisposable
{
    private static readonly InternalAuth Auth = new(new() { Key = "a key for tests, long enough to be one" });
    private readonly ConcurrentQueue<Heard> heard = new();

    public Uri Address => new(app.Urls.First());

    /// <summary>What it answers with.</summary>
    public int Status { get; set; } = 200;

    public IReadOnlyList<Heard> All => [.. heard];

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Run(upstream.Answer);
        await app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        heard.Enqueue(new(http.Request.Method, http.Request.Path, headers, await reader.ReadToEndAsync())
        {
            IsSigned = Auth.Accepts(http.Request),
        });
        http.Response.StatusCode = Status;
        await http.Response.WriteAsync("""{"from":"upstream"}""");
    }
}

public sealed record Heard(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Whether the services behind the gateway would have let it in.</summary>
    public bool IsSigned { get; init; }
}
