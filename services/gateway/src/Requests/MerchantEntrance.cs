using Gateway.Limits;
using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Signing;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Requests;

/// <summary>
/// Stands before every address under <c>/v1</c>, so that none can be forgotten: body, then key and signature, then the
/// merchant's rate, then the nonce.
/// </summary>
internal sealed class MerchantEntrance(
    RequestDelegate next, SignatureCheck signatures, NonceCache nonces, RequestRates rates, GatewayOptions options)
{
    private const string Guarded = "v1/";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint || !IsGuarded(endpoint))
        {
            await next(http);
            return;
        }
        if (await Refuse(http, endpoint) is { } refusal) await ProblemWriter.Write(http, refusal);
        else await next(http);
    }

    private async ValueTask<Refusal?> Refuse(HttpContext http, RouteEndpoint endpoint)
    {
        if (await http.ReadBody() is not { } body) return new Refusal(ProblemCatalogue.BodyTooLarge);
        var (merchant, nonce, refusal) = await signatures.Check(Signed(http, body), http.RequestAborted);
        if (merchant is null) return refusal;
        if (rates.Take(http, merchant.Id, endpoint.RoutePattern.RawText!) is { } pause)
            return new Refusal(ProblemCatalogue.RateLimited) { RetryAfter = pause };
        if (!await nonces.TryUse(merchant.KeyId, nonce!, http.RequestAborted))
            return new Refusal(ProblemCatalogue.NonceReplayed);
        http.SignedBy(merchant);
        return null;
    }

    private SignedRequest Signed(HttpContext http, byte[] body)
    {
        var request = http.Request;
        var origin = options.PublicOrigin?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        return new(request.Method, origin + http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, body)
        {
            Authorization = Single(request, "Authorization"),
            SignatureInput = Single(request, "Signature-Input"),
            Signature = Single(request, "Signature"),
            ContentDigest = Single(request, "Content-Digest"),
            IdempotencyKey = Single(request, "Idempotency-Key"),
        };
    }

    /// <summary>Repeated headers are joined, as RFC 9421 §2.1 says; none is null.</summary>
    private static string? Single(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? string.Join(", ", values.Select(v => v?.Trim())) : null;

    private static bool IsGuarded(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith(Guarded, StringComparison.Ordinal) ?? false;
}
