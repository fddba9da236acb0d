namespace Gateway.Webhooks;

internal static partial class WebhookLog
{
    [LoggerMessage(340, LogLevel.Warning, "Webhook delivery {Delivery} was tried, not recorded, and is sent again")]
    public static partial void NotRecorded(ILogger log, Exception exception, Guid delivery);
}
