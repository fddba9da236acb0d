using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

/// <summary>Sends forms. Judges nothing and catches nothing: whoever calls decides what silence means.</summary>
internal sealed class UnionPayTransport(IHttpClientFactory clients, IOptions<UnionPayOptions> options)
{
    public const string ClientName = "unionpay";

    /// <summary>Answers of the gateway are a few kilobytes.</summary>
    private const int AnswerBytes = 1024 * 1024;

    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded", "UTF-8");

    /// <summary>One call to the gateway within the configured time limit, its answer read to the end.</summary>
    public async Task<RawAnswer> Call(string path, byte[] form, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(options.Value.Timeout);
        return await Post(new Uri(options.Value.BaseUrl, path), form, AnswerBytes, limited.Token);
    }

    /// <summary>One call to the file host; the caller owns the time limit.</summary>
    /// <exception cref="InvalidDataException">The answer is larger than allowed.</exception>
    public Task<RawAnswer> Download(byte[] form, CancellationToken ct) =>
        Post(options.Value.FileUrl, form, options.Value.BillMegabytes * 1024 * 1024, ct);

    private async Task<RawAnswer> Post(Uri address, byte[] form, int bytesAtMost, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(form) };
        request.Content.Headers.ContentType = FormType;
        request.Headers.TryAddWithoutValidation("User-Agent", "refund-platform");
        using var response = await clients.CreateClient(ClientName).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, ct);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        return new RawAnswer(response.StatusCode, await LimitedStream.ReadAll(content, bytesAtMost, ct));
    }
}

/// <summary>An answer as it came over the line, not yet verified.</summary>
internal sealed record RawAnswer(HttpStatusCode Status, byte[] Body);
