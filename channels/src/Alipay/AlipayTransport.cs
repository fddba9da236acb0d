using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Channels.Alipay;

/// <summary>
/// Signs and sends: the common parameters in the query, biz_content as the form. Judges nothing and catches nothing:
/// whoever calls decides what silence means.
/// </summary>
internal sealed class AlipayTransport(IHttpClientFactory clients, IOptions<AlipayOptions> options)
{
    public const string ClientName = "alipay";
    public const string Gateway = "/gateway.do";

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly MediaTypeHeaderValue FormType =
        new("application/x-www-form-urlencoded") { CharSet = "utf-8" };

    private readonly Uri baseUrl = options.Value.BaseUrl;

    /// <summary>One call within the configured time limit, its answer read to the end.</summary>
    public async Task<RawAnswer> Call(AlipayMerchant merchant, ChannelRequest request, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.Timeout);
        var query = Query(merchant, request, TimeProvider.System.GetUtcNow());
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(baseUrl, $"{request.Path}?{query}"));
        message.Headers.TryAddWithoutValidation("User-Agent", "refund-platform");
        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = FormType;
        using var response = await clients.CreateClient(ClientName).SendAsync(message, limited.Token);
        return new RawAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(limited.Token));
    }

    /// <summary>
    /// Starts a download, which is not signed; the caller reads and disposes of it and owns the time limit.
    /// </summary>
    public Task<HttpResponseMessage> Open(Uri link, CancellationToken ct) =>
        clients.CreateClient(ClientName).GetAsync(link, HttpCompletionOption.ResponseHeadersRead, ct);

    /// <summary>The query string at this moment; the gateway wants Beijing time.</summary>
    public static string Query(AlipayMerchant merchant, ChannelRequest request, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> common =
        [
            new("method", request.Operation),
            new("app_id", merchant.AppId),
            new("charset", "utf-8"),
            new("version", "1.0"),
            new("sign_type", "RSA2"),
            new("timestamp", now.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        ];
        if (merchant.AppCertSn is { } own) common.Add(new("app_cert_sn", own));
        if (merchant.RootCertSn is { } root) common.Add(new("alipay_root_cert_sn", root));
        common.Add(new("sign", AlipaySigning.Sign(merchant.Key, [.. common, BizContent.Parameter(request.Body)])));
        return string.Join('&', common.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
    }
}

/// <summary>An answer as it came over the line, not yet verified.</summary>
internal sealed record RawAnswer(HttpStatusCode Status, byte[] Body);
