using Microsoft.Extensions.Logging;

namespace Platform.Messaging;

internal static partial class BatchLog
{
    [LoggerMessage(110, LogLevel.Warning, "{Queue}: the database is away, {Count} messages wait: {Reason}")]
    public static partial void DatabaseAway(ILogger log, string queue, int count, string reason);

    [LoggerMessage(111, LogLevel.Information, "{Queue}: a batch of {Count} met another transaction and is repeated: {Reason}")]
    public static partial void Conflict(ILogger log, string queue, int count, string reason);

    [LoggerMessage(112, LogLevel.Warning, "{Queue}: a batch of {Count} is handled one by one: {Reason}")]
    public static partial void Split(ILogger log, string queue, int count, string reason);

    [LoggerMessage(113, LogLevel.Error, "{Queue}: message {Message} ({Type}) cannot be handled")]
    public static partial void Poison(ILogger log, Exception exception, string queue, Guid message, string type);
}
