using Microsoft.Extensions.Logging;

namespace Platform.Messaging;

internal static partial class OutboxLog
{
    [LoggerMessage(100, LogLevel.Warning, "{MessageType} {Row} came back: no queue is bound for it")]
    public static partial void Returned(ILogger log, string messageType, Guid row);

    [LoggerMessage(101, LogLevel.Warning, "{MessageType} {Row} was not sent; it stays in the outbox")]
    public static partial void NotSent(ILogger log, Exception exception, string messageType, Guid row);

    [LoggerMessage(102, LogLevel.Debug, "closing the old broker connection failed")]
    public static partial void CloseFailed(ILogger log, Exception exception);

    [LoggerMessage(103, LogLevel.Warning, "the outbox waits: {Reason}")]
    public static partial void Waiting(ILogger log, string reason);
}
