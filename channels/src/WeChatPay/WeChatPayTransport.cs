using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

/// <summary>
/// Signs and sends. Judges nothing and catches nothing: whoever calls decides what silence means.
/// </summary>
internal sealed class WeChatPayTransport(IHttpClientFactory clients, IOptions<WeChatPayOptions> options)
{
    public const string ClientName = "wechat-pay";

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private readonly Uri baseUrl = options.Value.BaseUrl;

    public Task<RawAnswer> Get(WeChatPaySigner signer, string pathAndQuery, CancellationToken ct) =>
        Call(signer, new ChannelRequest("get", "GET", pathAndQuery, []), ct);

    /// <summary>One call within the configured time limit, its answer read to the end.</summary>
    public async Task<RawAnswer> Call(WeChatPaySigner signer, ChannelRequest request, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.Timeout);
        using var message = Compose(signer, request);
        using var response = await clients.CreateClient(ClientName).SendAsync(message, limited.Token);
        var body = await response.Content.ReadAsByteArrayAsync(limited.Token);
        return new RawAnswer((int)response.StatusCode, WeChatPayHeaders.From(response), body, RetryAfter(response));
    }

    /// <summary>Starts a download; the caller reads and disposes of it and owns the time limit.</summary>
    public async Task<HttpResponseMessage> Open(WeChatPaySigner signer, string pathAndQuery, CancellationToken ct)
    {
        using var message = Compose(signer, new ChannelRequest("download", "GET", pathAndQuery, []));
        return await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private HttpRequestMessage Compose(WeChatPaySigner signer, ChannelRequest request)
    {
        var uri = new Uri(baseUrl, request.Path);
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), uri);
        // Signed is what the Uri class made of the path, because that is what goes over the line.
        var authorization = signer.Authorize(request.Method, uri.PathAndQuery, request.Body);
        message.Headers.TryAddWithoutValidation("Authorization", authorization);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "refund-platform");
        if (request.Body.Length == 0) return message;

        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = JsonType;
        return message;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}

/// <summary>An answer as it came over the line, not yet verified.</summary>
internal sealed record RawAnswer(int Status, WeChatPayHeaders Headers, byte[] Body, TimeSpan? RetryAfter);
