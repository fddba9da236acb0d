using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gateway.Merchants;

namespace Gateway.Webhooks;

/// <summary>One try over HTTP. Nothing is thrown: whatever happens is a <see cref="TryResult"/>.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient http;
    private readonly SecretBox box;
    private readonly WebhookOptions options;
    private readonly TimeProvider time;

    public WebhookSender(
        GuardedConnections connections, SecretBox box, WebhookOptions options,
        [FromKeyedServices("real")] TimeProvider time)
    {
        (this.box, this.options, this.time) = (box, options, time);
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = connections.Open,
            AllowAutoRedirect = false,                            // a redirect is a failure
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,                     // our trace ids are nobody else's business
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,                   // each try has its own
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("refund-platform", "1"));
    }

    public async Task<TryResult> Send(ClaimedDelivery delivery, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var request = Signed(delivery);
            // The headers are enough: what the receiver says in its body is never read.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new TryResult((int)response.StatusCode, null, WishOf(response));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new TryResult(null, TryResult.Timeout);
        }
        catch (CryptographicException)
        {
            return new TryResult(null, TryResult.SecretUnreadable);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new TryResult(null, IsRefused(e) ? TryResult.AddressRefused : TryResult.ConnectionFailed);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Signed(ClaimedDelivery delivery)
    {
        var (id, now) = (WebhookDelivery.MessageId(delivery.Id), time.GetUtcNow().ToUnixTimeSeconds());
        var sealName = WebhookEndpoint.SealNameOf(delivery.EndpointId);
        var secrets = new List<byte[]> { box.Open(delivery.SealedSecret, sealName) };
        if (delivery.FormerSealedSecret is { } former) secrets.Add(box.Open(former, sealName));

        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(delivery.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(id, now, delivery.Body, secrets));
        return request;
    }

    private TimeSpan? WishOf(HttpResponseMessage response)
    {
        var wish = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wish > TimeSpan.Zero ? wish : null;
    }

    private static bool IsRefused(Exception? e) =>
        e is not null && (e is AddressRefusedException || IsRefused(e.InnerException));
}
