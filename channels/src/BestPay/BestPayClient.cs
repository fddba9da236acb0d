using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Channels.BestPay;

/// <summary>Signs, calls the channel and verifies what comes back. Throws nothing.</summary>
internal sealed class BestPayClient(IHttpClientFactory clients, IOptions<BestPayOptions> options)
{
    public const string ClientName = "bestpay";

    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "UTF-8");

    public async Task<BestPayReply> Call(BestPayMerchant merchant, ChannelRequest request, CancellationToken ct)
    {
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limited.CancelAfter(options.Value.Timeout);
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.BaseUrl, request.Path));
            message.Content = new ByteArrayContent(merchant.Signer.Sign(request.Body));
            message.Content.Headers.ContentType = JsonType;
            using var response = await clients.CreateClient(ClientName).SendAsync(message, limited.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Read(merchant, await response.Content.ReadAsByteArrayAsync(limited.Token)),
                HttpStatusCode.TooManyRequests => new BestPayReply.TooFast(response.Headers.RetryAfter?.Delta),
                var status => new BestPayReply.Silence($"HTTP {(int)status}"),
            };
        }
        catch (Exception e)
        {
            return new BestPayReply.Silence($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static BestPayReply Read(BestPayMerchant merchant, byte[] body) =>
        merchant.Verifier.Open(body) is not { } signed
            ? new BestPayReply.Silence("the answer's signature is missing or does not fit")
            : signed.Content.Deserialize(BestPayJson.Default.AnswerDocument) is { } said
                ? new BestPayReply.Said(said)
                : new BestPayReply.Silence("empty answer");
}

/// <summary>What a call brought.</summary>
internal abstract record BestPayReply
{
    private BestPayReply() { }

    /// <summary>An answer of BestPay itself.</summary>
    public sealed record Said(AnswerDocument Answer) : BestPayReply;

    /// <summary>HTTP 429, which any gateway on the way may say.</summary>
    public sealed record TooFast(TimeSpan? RetryAfter) : BestPayReply;

    /// <summary>Nothing that counts: no answer in time, a broken line, or one that BestPay did not sign.</summary>
    public sealed record Silence(string Reason) : BestPayReply;
}
