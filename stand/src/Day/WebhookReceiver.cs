using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Stand.Infrastructure;

namespace Stand.Day;

/// <summary>A merchant's web server: checks the signature of every delivery as Standard Webhooks says, and keeps what was right.</summary>
public sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, byte[]> secrets = new();
    private readonly ConcurrentQueue<WebhookEvent> events = new();
    private readonly Task loop;
    private int refused;

    public WebhookReceiver()
    {
        Address = new Uri($"http://127.0.0.1:{FreePorts.Next()}/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        loop = Listen();
    }

    public Uri Address { get; }

    /// <summary>What was delivered with a right signature, in order of arrival; repeats included.</summary>
    public IReadOnlyCollection<WebhookEvent> Events => events;

    /// <summary>Deliveries whose signature was wrong.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Where one merchant's webhooks go.</summary>
    public Uri AddressOf(Guid merchant) => new(Address, merchant.ToString("N"));

    public void Trusts(Guid merchant, string secret) =>
        secrets[merchant.ToString("N")] = Convert.FromBase64String(secret["whsec_".Length..]);

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
        loop.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Listen()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Take(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task Take(HttpListenerContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(buffer);
        var right = IsRight(context.Request, buffer.ToArray());
        if (right) events.Enqueue(Read(buffer.ToArray()));
        else Interlocked.Increment(ref refused);
        context.Response.StatusCode = right ? 204 : 401;
        context.Response.Close();
    }

    private bool IsRight(HttpListenerRequest request, byte[] body)
    {
        if (!secrets.TryGetValue(request.Url!.AbsolutePath.Trim('/'), out var secret)) return false;
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}."), .. body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed));
        return (request.Headers["webhook-signature"] ?? "").Split(' ').Contains(expected);
    }

    private static WebhookEvent Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var data = json.RootElement.GetProperty("data");
        return new WebhookEvent(
            data.GetProperty("refund_id").GetGuid(), data.GetProperty("sequence").GetInt32(), data.GetProperty("state").GetString()!);
    }
}

/// <summary>What a webhook says of a refund.</summary>
public sealed record WebhookEvent(Guid RefundId, int Sequence, string State);
