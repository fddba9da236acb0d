using Contracts.Restores;
using MassTransit;
using Platform.Persistence;
using Platform.Restores;

namespace RefundCenter.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(RefundCenterDb db, RestoreRequests<RefundCenterDb> requests, TimeProvider clock)
    : IConsumer<RestoredTo>
{
    public async Task Consume(ConsumeContext<RestoredTo> context)
    {
        var (restore, ct) = (context.Message, context.CancellationToken);
        // What it had confirmed of rulebooks it may have forgotten.
        await db.Execute(
            "UPDATE rulebook_copies SET due_at = $2, said = 0 WHERE service = $1", ct, restore.Service, clock.GetUtcNow());
        await requests.Note(db, restore.RestoreId, restore.Service, restore.Time, ct);
    }
}
