using System.Net;
using Gateway.Documents;
using Gateway.Problems;
using Platform.Hosting;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Webhooks;

/// <summary>Everything that the webhooks consist of, in one list.</summary>
public static class WebhookParts
{
    public static void AddWebhookOptions(this WebApplicationBuilder builder)
    {
        var options = builder.AddOptions<WebhookOptions>("Webhooks");
        if (options.AllowPrivateTargets && builder.Environment.IsProduction())
            builder.Services.Select(s => s.ImplementationInstance).OfType<ConfigurationErrors>().Single()
                .Add("Webhooks:AllowPrivateTargets: webhooks never go to private addresses in production.");
    }

    /// <summary>Each change is written for the endpoints that want it, whoever sends it then.</summary>
    public static void AddWebhooks(this PlatformBuilder p)
    {
        p.Services.AddSingleton<WorkSignal<SendWebhooks>>();
        p.Services.AddScoped<WebhookQueue>();
        p.Services.AddScoped<IWebhookQueue>(s => s.GetRequiredService<WebhookQueue>());
        p.Services.AddScoped<IBeforeSave>(s => s.GetRequiredService<WebhookQueue>());
    }

    public static void AddWebhookApi(this PlatformBuilder p) =>
        p.Services.AddSingleton<WebhookEndpoints>().AddSingleton<WebhookDeliveries>();

    public static void AddWebhookSender(this PlatformBuilder p)
    {
        p.Services.AddSingleton(s => new GuardedConnections(
            s.GetRequiredService<WebhookOptions>(), (host, ct) => Dns.GetHostAddressesAsync(host, ct)));
        p.Services.AddSingleton<WebhookSender>().AddSingleton<WebhookClaims>();
        p.DueWork<SendWebhooks>();
        p.DueWork<ForgetOldDeliveries>();
    }

    public static void MapWebhooks(this WebApplication app)
    {
        MapEndpoints(app);
        MapDeliveries(app);
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapPost("/v1/webhook-endpoints", (HttpContext http, WebhookEndpoints webhooks) => webhooks.Post(http))
            .WithName("createWebhookEndpoint").WithSummary("Say where you want to be told; the secret is shown once")
            .WithMetadata(new NeedsIdempotencyKey()).Accepts<WebhookEndpointRequest>("application/json")
            .Produces<WebhookEndpointView>(StatusCodes.Status201Created).Refuses(400, 401, 415, 422, 429);
        app.MapGet("/v1/webhook-endpoints", (HttpContext http, GatewayDb db) => WebhookEndpoints.List(http, db))
            .WithName("listWebhookEndpoints").WithSummary("List your webhook endpoints")
            .Produces<WebhookEndpointList>().Refuses(401, 429);
        app.MapDelete(
                "/v1/webhook-endpoints/{id}",
                (HttpContext http, string id, WebhookEndpoints webhooks) => webhooks.Delete(http, id))
            .WithName("deleteWebhookEndpoint").WithSummary("Remove a webhook endpoint, with what waits for it")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 404, 429);
        app.MapPost(
                "/v1/webhook-endpoints/{id}/rotate-secret",
                (HttpContext http, string id, WebhookEndpoints webhooks) => webhooks.Rotate(http, id))
            .WithName("rotateWebhookSecret").WithSummary("Get a new secret; for a while both sign")
            .WithMetadata(new NeedsIdempotencyKey()).Produces<WebhookEndpointView>().Refuses(400, 401, 404, 429);
    }

    private static void MapDeliveries(WebApplication app)
    {
        app.MapGet(
                "/v1/webhook-deliveries",
                (HttpContext http, [AsParameters] WebhookListParameters _, GatewayDb db) =>
                    WebhookDeliveries.List(http, db))
            .WithName("listWebhookDeliveries")
            .WithSummary("List deliveries by state, failed ones unless told, the newest first")
            .Produces<WebhookDeliveryPage>().Refuses(400, 401, 429);
        app.MapGet(
                "/v1/webhook-deliveries/{id}",
                (HttpContext http, string id, GatewayDb db) => WebhookDeliveries.Get(http, id, db))
            .WithName("getWebhookDelivery").WithSummary("Read a delivery with the log of its tries")
            .Produces<WebhookDeliveryView>().Refuses(401, 404, 429);
        app.MapPost(
                "/v1/webhook-deliveries/{id}/replay",
                (HttpContext http, string id, WebhookDeliveries webhooks) => webhooks.Replay(http, id))
            .WithName("replayWebhookDelivery").WithSummary("Deliver once more, from the first try on")
            .WithMetadata(new NeedsIdempotencyKey())
            .Produces<WebhookDeliveryView>(StatusCodes.Status202Accepted).Refuses(400, 401, 404, 409, 422, 429);
    }

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemView>(status, ProblemWriter.ContentType);
        return endpoint;
    }
}
