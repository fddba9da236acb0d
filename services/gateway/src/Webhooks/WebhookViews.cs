using System.ComponentModel.DataAnnotations;

namespace Gateway.Webhooks;

/// <summary>The body of <c>POST /v1/webhook-endpoints</c>.</summary>
/// <param name="Url">https, port 443 or 8443, a public address.</param>
/// <param name="EventTypes">Only these; absent = all. A change has one type: <c>refund.</c> and its state, or, when it
/// overrules an end that you were told, <c>refund.revived</c> (it had ended without the payer's money, and lives or has
/// succeeded), <c>refund.destination_changed</c> (still succeeded) or <c>refund.paid_in_excess</c> (more than the amount
/// is at the payer). If you ask for the state's type alone, you are told those under it.</param>
public sealed record WebhookEndpointRequest([property: Required] string Url, IReadOnlyList<string>? EventTypes);

/// <summary>An endpoint.</summary>
/// <param name="Secret">Shown when it is made or rotated, and never again.</param>
/// <param name="FormerSecretUntil">Until when deliveries are signed with the former secret too.</param>
/// <param name="DisabledReason"><c>gone</c>: it answered 410. Make a new one.</param>
public sealed record WebhookEndpointView(
    Guid Id,
    string Url,
    IReadOnlyList<string>? EventTypes,
    string? Secret,
    DateTimeOffset? FormerSecretUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    string? DisabledReason)
{
    public static WebhookEndpointView Of(WebhookEndpoint x, byte[]? secret = null) => new(
        x.Id, x.Url, x.EventTypes, secret is null ? null : WebhookSecret.Show(secret), x.FormerUntil, x.CreatedAt,
        x.DisabledAt, x.DisabledReason);
}

/// <summary>All endpoints of a merchant.</summary>
public sealed record WebhookEndpointList(IReadOnlyList<WebhookEndpointView> Data);

/// <summary>A delivery.</summary>
/// <param name="Id">The header <c>webhook-id</c> is <c>msg_</c> and this without dashes.</param>
/// <param name="Sequence">The refund's version: drop what is not higher than you know. It leaves numbers out.</param>
/// <param name="Log">Its tries, the newest first; only where one delivery is read.</param>
public sealed record WebhookDeliveryView(
    Guid Id,
    Guid EndpointId,
    Guid RefundId,
    int Sequence,
    string Type,
    DeliveryState State,
    int Tries,
    DateTimeOffset? NextTryAt,
    int? LastStatus,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<WebhookTryView>? Log)
{
    public static WebhookDeliveryView Of(WebhookDelivery x, IReadOnlyList<WebhookTryView>? log = null) => new(
        x.Id, x.EndpointId, x.RefundId, x.Sequence, x.Type, x.State, x.Tries, x.NextTryAt, x.LastStatus, x.LastError,
        x.CreatedAt, x.EndedAt, log);
}

/// <summary>One try.</summary>
public sealed record WebhookTryView(DateTimeOffset At, int? Status, string? Error, int TookMs);

/// <summary>A page of deliveries, the newest first.</summary>
/// <param name="After">Give it as <c>after</c> to get the next, older page.</param>
public sealed record WebhookDeliveryPage(IReadOnlyList<WebhookDeliveryView> Data, bool HasMore, string? After);
