using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace Platform.Messaging;

/// <summary>
/// What a handler sees inside a batch: the message's own context, except that whatever it publishes or schedules goes to the
/// outbox of the batch's transaction, and that faults are reported only for a message that was tried alone.
/// </summary>
internal sealed class BatchConsumeContext : ConsumeContextScope
{
    private readonly bool alone;

    public BatchConsumeContext(ConsumeContext context, BatchScope scope, bool alone)
        : base(context, scope, scope.Scope, scope.Services)
    {
        this.alone = alone;
        ReceiveContext = new CapturingReceiveContext(context.ReceiveContext, scope.Outgoing);
        MessageSchedulerContext scheduler = new ConsumeMessageSchedulerContext(
            this, _ => new MessageScheduler(new OutboxScheduler(scope), null!));
        AddOrUpdatePayload(() => scheduler, _ => scheduler);
    }

    public override Task NotifyFaulted<TMessage>(
        ConsumeContext<TMessage> context, TimeSpan duration, string consumerType, Exception exception) =>
        alone ? base.NotifyFaulted(context, duration, consumerType, exception) : Task.CompletedTask;
}
