using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Channels.BankTransfer;

/// <summary>
/// Signs, sends, and believes only what the bank signed. A file is signed over its bytes; a question, which has none,
/// over its method and path. Throws nothing.
/// </summary>
internal sealed class BankTransferClient(IHttpClientFactory clients, IOptions<BankTransferOptions> options)
{
    public const string ClientName = "bank-transfer";
    public const string SignatureHeader = "X-File-Signature";

    private static readonly MediaTypeHeaderValue Xml = new("application/xml") { CharSet = "utf-8" };
    private readonly RsaKey ours = RsaKey.FromPrivate(options.Value.PrivateKey);
    private readonly RsaKey theirs = RsaKey.FromPublic(options.Value.BankKey);
    private readonly string baseUrl = options.Value.BaseUrl!.AbsoluteUri.TrimEnd('/');

    public Task<BankReply> Post(string path, byte[] body, CancellationToken ct) =>
        Call(HttpMethod.Post, path, body, ct);

    public Task<BankReply> Get(string path, CancellationToken ct) => Call(HttpMethod.Get, path, null, ct);

    private async Task<BankReply> Call(HttpMethod method, string path, byte[]? body, CancellationToken ct)
    {
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limited.CancelAfter(options.Value.Timeout);
            using var request = Compose(method, path, body);
            using var response = await clients.CreateClient(ClientName).SendAsync(request, limited.Token);
            return Judge(response, await response.Content.ReadAsByteArrayAsync(limited.Token));
        }
        catch (HttpRequestException e) when (NeverConnected(e))
        {
            return new BankReply.NotSent(e.HttpRequestError.ToString());
        }
        catch (Exception e)
        {
            // never its message: it may quote what was sent
            return new BankReply.Silence(e.GetType().Name);
        }
    }

    private HttpRequestMessage Compose(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, new Uri(baseUrl + path));
        var signed = body ?? Encoding.UTF8.GetBytes($"{method.Method} {request.RequestUri!.PathAndQuery}");
        request.Headers.TryAddWithoutValidation(SignatureHeader, Convert.ToBase64String(ours.Sign(signed)));
        if (body is null) return request;

        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = Xml;
        return request;
    }

    private BankReply Judge(HttpResponseMessage response, byte[] body) =>
        response.Headers.TryGetValues(SignatureHeader, out var values) && IsTheirs(body, values.First())
            ? new BankReply.Said((int)response.StatusCode, body)
            : new BankReply.Silence($"HTTP {(int)response.StatusCode}, not signed by the bank")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
                IsThrottled = (int)response.StatusCode == 429,
            };

    private bool IsTheirs(byte[] body, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && theirs.Verify(body, bytes.AsSpan(0, length));
    }

    /// <summary>A refused connection carried no file. Anything later than the connection may have.</summary>
    private static bool NeverConnected(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError
        || (e.HttpRequestError is HttpRequestError.ConnectionError
            && e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused });
}

/// <summary>What a call brought.</summary>
internal abstract record BankReply
{
    private BankReply() { }

    /// <summary>An answer that the bank signed.</summary>
    public sealed record Said(int Status, byte[] Body) : BankReply;

    /// <summary>Nothing that counts: no answer in time, a broken line, or one that the bank did not sign.</summary>
    public sealed record Silence(string Reason) : BankReply
    {
        public bool IsThrottled { get; init; }
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>No connection came about, so nothing left this process.</summary>
    public sealed record NotSent(string Reason) : BankReply;
}
