using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Brings what merchants see to where the sagas of this batch stand, in the same transaction: several steps of one
/// refund in one batch become one visible change and one webhook.
/// </summary>
internal sealed class ShowRefunds(ToldChanges told, TimeProvider clock) : IBeforeSave
{
    public Task BeforeSaveAsync(DbContext db, CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var saga in db.Locked<RefundState>())
        {
            saga.UpdatedAt = now;
            var refund = db.FindLocked<Refund>(saga.CorrelationId)
                ?? throw new InvalidOperationException($"Refund {saga.CorrelationId} was not locked with its saga.");
            if (refund.Follow(saga, now)) told.Tell(db, refund);
        }
        return Task.CompletedTask;
    }
}
