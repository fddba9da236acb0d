using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Webhooks;

/// <summary>
/// The parameters of <c>GET /v1/webhook-deliveries</c>, for the document; <see cref="WebhookDeliveries"/> reads them,
/// strictly.
/// </summary>
internal sealed record WebhookListParameters(
    [property: FromQuery(Name = "state"), Description("pending, delivered or failed (when absent).")]
    string? State,
    [property: FromQuery(Name = "limit"), Description("1 to 100; 20 when absent.")] string? Limit,
    [property: FromQuery(Name = "after"), Description("Older than this id.")] string? After);
