using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;

namespace Platform.Http;

/// <summary>
/// How a service trusts a request: only what gateway, or another service with the shared key, signed. The signature covers caller, owner,
/// time, method, path and query; it holds for one minute.
/// </summary>
public sealed class InternalAuth(InternalOptions options)
{
    public const string CallerHeader = "X-Platform-Caller";
    public const string OwnerHeader = "X-Platform-Owner";
    public const string TimeHeader = "X-Platform-Time";
    public const string SignatureHeader = "X-Platform-Signature";
    public const string HopsHeader = "X-Platform-Hops";

    /// <summary>A request may be forwarded so often; a route that points at itself ends here and not in a stack overflow.</summary>
    public const int HopsAtMost = 3;

    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(1);
    private readonly byte[] key = Encoding.UTF8.GetBytes(options.Key);

    /// <summary>The headers that prove who asks, for whom.</summary>
    /// <param name="caller">A service, or a person who holds the key.</param>
    /// <param name="owner">The merchant; null when it is about nobody's.</param>
    /// <param name="method">GET, POST …</param>
    /// <param name="target">Path and query, as they are sent.</param>
    public IEnumerable<KeyValuePair<string, string>> Headers(string caller, string? owner, string method, string target)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            new(CallerHeader, caller), new(OwnerHeader, owner ?? ""), new(TimeHeader, time),
            new(SignatureHeader, Sign(caller, owner ?? "", time, method, target)),
        ];
    }

    /// <summary>True when the request carries a signature of ours that still holds.</summary>
    public bool Accepts(HttpRequest request)
    {
        var (headers, time) = (request.Headers, request.Headers[TimeHeader].ToString());
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253402300799));
        if (age.Duration() > HoldsFor) return false;
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var expected = Sign(headers[CallerHeader].ToString(), headers[OwnerHeader].ToString(), time, request.Method, target);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(headers[SignatureHeader].ToString()));
    }

    private string Sign(string caller, string owner, string time, string method, string target) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{caller}\n{owner}\n{time}\n{method}\n{target}")));
}

public static class InternalAuthExtensions
{
    /// <summary>Lets nobody in who cannot show a signature of ours.</summary>
    public static TBuilder RequireInternalAuth<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<InternalAuth>().Accepts(context.HttpContext.Request)
                ? await next(context)
                : Refusals.Problem(
                    "internal_signature_invalid", StatusCodes.Status401Unauthorized, "This endpoint is for the platform's own services."));
}
