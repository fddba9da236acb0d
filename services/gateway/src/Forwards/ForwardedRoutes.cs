using Gateway.Merchants;
using Gateway.Requests;
using Platform.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Forwards;

/// <summary>
/// What the gateway only passes on: reads of other services, and channels' notices. It checks who asks; the services
/// trust nothing but its signature. The merchant's own credentials end here.
/// </summary>
public static class ForwardedRoutes
{
    /// <summary>The route of a merchant's own balances.</summary>
    public const string Balances = "balances";

    private const string Accounting = "accounting";
    private const string RefundCenter = "refund-center";
    private const string Notices = "notices";
    private const long NoticeAtMost = 256 * 1024;
    private static readonly string[] MerchantCredentials =
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
        ];
        services.AddReverseProxy()
            .LoadFromMemory(
                routes, [Cluster(Accounting, addresses.Accounting), Cluster(RefundCenter, addresses.RefundCenter)])
            .AddTransforms(route =>
            {
                var isBalances = route.Route.RouteId == Balances;
                route.AddRequestTransform(context => Sign(context, isBalances));
                if (isBalances) route.AddResponseTransform(HideTrouble);
            });
    }

    private static ValueTask Sign(RequestTransformContext context, bool isBalances)
    {
        var (http, request) = (context.HttpContext, context.ProxyRequest);
        var owner = isBalances ? http.Merchant().Id.ToString("D") : null;
        if (isBalances) context.Path = $"/internal/balances/{owner}";
        if (isBalances)
            foreach (var name in MerchantCredentials) request.Headers.Remove(name);
        // What is signed is what is sent: nothing writes the address anew after this.
        request.RequestUri = RequestUtilities.MakeDestinationAddress(
            context.DestinationPrefix, context.Path, context.Query.QueryString);
        var auth = http.RequestServices.GetRequiredService<InternalAuth>();
        foreach (var (name, value) in auth.Headers(
            "gateway", owner, request.Method.Method, request.RequestUri.PathAndQuery))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(InternalAuth.HopsHeader, Hops.Next(http));
        return ValueTask.CompletedTask;
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
