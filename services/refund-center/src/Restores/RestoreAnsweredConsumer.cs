using Contracts.Restores;
using MassTransit;
using Platform.Persistence;

namespace RefundCenter.Restores;

/// <summary>
/// Notes that a service has said all again that we may have forgotten: in the queue in which it was said, behind it. Only
/// what answers the last restore counts, and with it every restore to the same time or a later one: what was said for an
/// earlier restore may have been heard by a life of this service that was lost.
/// </summary>
public sealed class RestoreAnsweredConsumer(RefundCenterDb db, TimeProvider clock) : IConsumer<RestoreAnswered>
{
    private const string Covered = """
        INSERT INTO restore_answers (service, restore_id, heard_at)
        SELECT $1, covered.restore_id, $3
        FROM (SELECT restored_to FROM restore_marks ORDER BY marked_at DESC LIMIT 1) AS mark
        JOIN restore_announcements announced ON announced.restored_to = mark.restored_to AND announced.restore_id = $2
        JOIN restore_announcements covered ON covered.restored_to >= mark.restored_to
        ON CONFLICT DO NOTHING
        """;

    public Task Consume(ConsumeContext<RestoreAnswered> context)
    {
        var answer = context.Message;
        if (answer.Service != RefundCenterParts.Name) return Task.CompletedTask;
        return db.Execute(
            Covered, context.CancellationToken, answer.By, answer.RestoreId, clock.GetUtcNow().UtcDateTime);
    }
}
