using Contracts.Restores;
using MassTransit;
using Platform.Persistence;

namespace RefundCenter.Restores;

/// <summary>
/// Notes that a service has said all again that we may have forgotten: in the queue in which it was said, behind it.
/// </summary>
public sealed class RestoreAnsweredConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<RestoreAnswered>
{
    public Task Consume(ConsumeContext<RestoreAnswered> context)
    {
        var answer = context.Message;
        if (answer.Service != RefundCenterParts.Name) return Task.CompletedTask;
        return db.Execute(
            "INSERT INTO restore_answers (service, restored_to, heard_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            context.CancellationToken, answer.By, answer.Time.UtcDateTime, clock.GetUtcNow().UtcDateTime);
    }
}
