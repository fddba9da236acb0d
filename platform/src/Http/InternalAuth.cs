using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;
using Platform.Operators;

namespace Platform.Http;

/// <summary>
/// How a service trusts a request: only what gateway, or another service with the shared key, signed. The signature covers caller, owner,
/// time, method, path and query, and the person who signed in when there is one; it holds for one minute.
/// </summary>
public sealed class InternalAuth(InternalOptions options)
{
    public const string CallerHeader = "X-Platform-Caller";
    public const string OwnerHeader = "X-Platform-Owner";
    public const string TimeHeader = "X-Platform-Time";
    public const string SignatureHeader = "X-Platform-Signature";
    public const string HopsHeader = "X-Platform-Hops";
    public const string PersonHeader = "X-Platform-Person";
    public const string PersonNameHeader = "X-Platform-Person-Name";
    public const string RolesHeader = "X-Platform-Roles";

    /// <summary>A request may be forwarded so often; a route that points at itself ends here and not in a stack overflow.</summary>
    public const int HopsAtMost = 3;

    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(1);
    private static readonly string[] PersonHeaders = [PersonHeader, PersonNameHeader, RolesHeader];
    private readonly byte[] key = Encoding.UTF8.GetBytes(options.Key);

    /// <summary>The headers that prove who asks, for whom.</summary>
    /// <param name="caller">A service, or a person who holds the key.</param>
    /// <param name="owner">The merchant; null when it is about nobody's.</param>
    /// <param name="method">GET, POST …</param>
    /// <param name="target">Path and query, as they are sent.</param>
    /// <param name="person">Who signed in and asks through <paramref name="caller"/>; null when a service asks for itself.</param>
    public IEnumerable<KeyValuePair<string, string>> Headers(
        string caller, string? owner, string method, string target, Operator? person = null)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var who = person?.HeaderValues() ?? [];
        return
        [
            new(CallerHeader, caller), new(OwnerHeader, owner ?? ""), new(TimeHeader, time),
            .. PersonHeaders.Zip(who, KeyValuePair.Create),
            new(SignatureHeader, Sign([caller, owner ?? "", time, method, target, .. who])),
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
        var who = HasPerson(headers) ? PersonHeaders.Select(name => headers[name].ToString()) : [];
        var expected = Sign(
            [headers[CallerHeader].ToString(), headers[OwnerHeader].ToString(), time, request.Method, target, .. who]);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(headers[SignatureHeader].ToString()));
    }

    /// <summary>One of the headers is enough: what is there must be signed.</summary>
    internal static bool HasPerson(IHeaderDictionary headers) => PersonHeaders.Any(headers.ContainsKey);

    /// <summary>No value has a line break in it. Without a person it is what services signed before there were any.</summary>
    private string Sign(IEnumerable<string> values) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', values))));
}

public static class InternalAuthExtensions
{
    /// <summary>
    /// Lets nobody in who cannot show a signature of ours. Persons who are passed on by gateway are let in only where it is said: what
    /// services ask of each other is not for everybody who has signed in.
    /// </summary>
    public static TBuilder RequireInternalAuth<TBuilder>(this TBuilder endpoints, bool operatorsToo = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            if (!context.HttpContext.RequestServices.GetRequiredService<InternalAuth>().Accepts(request))
                return Refusals.Problem(
                    "internal_signature_invalid", StatusCodes.Status401Unauthorized, "This endpoint is for the platform's own services.");
            if (InternalAuth.HasPerson(request.Headers) && !operatorsToo) return Objection.OperatorNotAllowed.ToResult();
            return await next(context);
        });
}
