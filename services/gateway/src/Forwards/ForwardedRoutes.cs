using Gateway.Merchants;
using Gateway.Persons;
using Gateway.Requests;
using Platform.Http;
using Platform.Operators;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Forwards;

/// <summary>
/// What the gateway only passes on: reads of other services, channels' notices, and what persons do. It checks who
/// asks; the services trust nothing but its signature. The merchant's and the person's own credentials end here.
/// </summary>
public static class ForwardedRoutes
{
    /// <summary>The route of a merchant's own balances.</summary>
    public const string Balances = "balances";

    private const string Accounting = "accounting";
    private const string RefundCenter = "refund-center";
    private const string Notices = "notices";
    private const long NoticeAtMost = 256 * 1024;
    private const string Operators = "operators-";
    private const string Internal = "/internal";
    private static readonly string[] Credentials =
        ["Authorization", "Signature", "Signature-Input", "Content-Digest", "Cookie"];

    public static void AddForwardedRoutes(this IServiceCollection services, ServiceAddresses addresses)
    {
        RouteConfig[] routes =
        [
            new()
            {
                RouteId = Balances, ClusterId = Accounting,
                Match = new() { Path = "/v1/balances", Methods = ["GET"] },
            },
            new()
            {
                // Nobody is known here: refund-center verifies the channel's own signature.
                RouteId = Notices, ClusterId = RefundCenter, MaxRequestBodySize = NoticeAtMost,
                Match = new() { Path = "/notify/{channel}/{**rest}", Methods = ["POST"] },
            },
            .. ForPersons(addresses).Select(service => new RouteConfig
            {
                RouteId = Operators + service.Name, ClusterId = service.Name,
                Match = new() { Path = $"{OperatorEntrance.Prefix}/{service.Name}/{{**rest}}" },
            }),
        ];
        services.AddReverseProxy()
            .LoadFromMemory(
                routes, [.. ForPersons(addresses).Select(service => Cluster(service.Name, service.Address))])
            .AddTransforms(route =>
            {
                var (id, service) = (route.Route.RouteId, route.Route.ClusterId!);
                route.AddRequestTransform(
                    id == Balances ? SignBalances
                    : id == Notices ? SignNotice : context => SignForPerson(context, service));
                if (id == Balances) route.AddResponseTransform(HideTrouble);
            });
    }

    /// <summary>
    /// Every service that is known; the gateway itself is reached without a way around, in the
    /// <see cref="OperatorEntrance"/>.
    /// </summary>
    private static IEnumerable<(string Name, string Address)> ForPersons(ServiceAddresses addresses)
    {
        yield return (Accounting, addresses.Accounting);
        yield return (RefundCenter, addresses.RefundCenter);
        yield return ("payout", addresses.Payout);
        if (addresses.Clearing is { } clearing) yield return ("clearing", clearing);
        if (addresses.Reconciliation is { } reconciliation) yield return ("reconciliation", reconciliation);
    }

    private static ValueTask SignNotice(RequestTransformContext context)
    {
        Sign(context, null, null);
        return ValueTask.CompletedTask;
    }

    private static ValueTask SignBalances(RequestTransformContext context)
    {
        var owner = context.HttpContext.Merchant().Id.ToString("D");
        context.Path = $"{Internal}/balances/{owner}";
        DropCredentials(context);
        Sign(context, owner, null);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// To what the service calls internal, and nowhere else: a path that climbs out of it is sent to no address that
    /// there is.
    /// </summary>
    private static ValueTask SignForPerson(RequestTransformContext context, string service)
    {
        context.HttpContext.Request.Path.StartsWithSegments($"{OperatorEntrance.Prefix}/{service}", out var rest);
        context.Path = Internal + rest;
        DropCredentials(context);
        Sign(context, null, context.HttpContext.SignedIn().Person);
        return ValueTask.CompletedTask;
    }

    private static void DropCredentials(RequestTransformContext context)
    {
        foreach (var name in Credentials) context.ProxyRequest.Headers.Remove(name);
    }

    private static void Sign(RequestTransformContext context, string? owner, Operator? person)
    {
        var (http, request) = (context.HttpContext, context.ProxyRequest);
        // What is signed is what is sent: nothing writes the address anew after this.
        request.RequestUri = RequestUtilities.MakeDestinationAddress(
            context.DestinationPrefix, context.Path, context.Query.QueryString);
        if (person is not null && !request.RequestUri.AbsolutePath.StartsWith(Internal + "/", StringComparison.Ordinal))
            request.RequestUri = new Uri(new Uri(context.DestinationPrefix), Internal + "/nowhere");
        var auth = http.RequestServices.GetRequiredService<InternalAuth>();
        foreach (var (name, value) in auth.Headers(
            "gateway", owner, request.Method.Method, request.RequestUri.PathAndQuery, person))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(InternalAuth.HopsHeader, Hops.Next(http));
    }

    /// <summary>
    /// A merchant programs against our catalogue: what another service says when it fails, or when it does not know us,
    /// is between us. The status alone goes on, and <see cref="ProblemBoundary"/> says what it means.
    /// </summary>
    private static ValueTask HideTrouble(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode < StatusCodes.Status400BadRequest) return ValueTask.CompletedTask;
        response.StatusCode = Math.Max(response.StatusCode, StatusCodes.Status500InternalServerError);
        (response.ContentLength, response.ContentType) = (null, null);
        context.SuppressResponseBody = true;
        return ValueTask.CompletedTask;
    }

    private static ClusterConfig Cluster(string id, string address) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig> { [id] = new() { Address = address } },
        HttpRequest = new() { ActivityTimeout = TimeSpan.FromSeconds(10) },
    };
}
