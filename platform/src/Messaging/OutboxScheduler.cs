using MassTransit;

namespace Platform.Messaging;

/// <summary>
/// Timers as outbox rows. Saga machines name a time on the system's clock; what counts is the delay, which is carried over to the business clock.
/// </summary>
internal sealed class OutboxScheduler(BatchScope scope) : IScheduleMessageProvider
{
    public Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var token = Guid.CreateVersion7();
        var delay = scheduledTime.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
        var queue = destinationAddress.AbsolutePath.Split('/')[^1];
        scope.Outgoing.Schedule(message, queue, token, scope.Clock.GetUtcNow() + delay);
        return Task.FromResult<ScheduledMessage<T>>(new Scheduled<T>(token, scheduledTime, destinationAddress, message));
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        scope.Outgoing.Withdraw(tokenId);
        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);

    private sealed record Scheduled<T>(Guid TokenId, DateTime ScheduledTime, Uri Destination, T Payload) : ScheduledMessage<T>
        where T : class;
}
