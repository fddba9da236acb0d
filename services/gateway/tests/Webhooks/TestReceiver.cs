using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Webhooks;

/// <summary>What arrived at a merchant's server.</summary>
public sealed record Arrival(string Path, string Id, long Timestamp, string Signature, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>A merchant's server that answers each path as the test says; 204 when it says nothing.</summary>
public sealed class TestReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Arrival> arrivals = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new();

    private TestReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public static async Task<TestReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new TestReceiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<Arrival> At(string path) => [.. arrivals.Where(a => a.Path == path)];

    public void Answers(string path, Func<HttpContext, Task> answer) => answers[path] = answer;

    public void Answers(string path, int status, string? header = null, string? value = null) => Answers(path, http =>
    {
        http.Response.StatusCode = status;
        if (header is not null) http.Response.Headers[header] = value;
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers;
        var arrival = new Arrival(
            http.Request.Path, headers["webhook-id"].ToString(), long.Parse(headers["webhook-timestamp"].ToString()),
            headers["webhook-signature"].ToString(), body.ToArray());
        arrivals.Enqueue(arrival);
        if (answers.TryGetValue(arrival.Path, out var answer)) await answer(http);
        else http.Response.StatusCode = 204;
    }
}
