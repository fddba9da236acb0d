using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace Reconciliation.Restores;

/// <summary>
/// Another service was started from a copy of its database. When this service is the restored one, the others repeat,
/// and missing days are opened again by themselves.
/// </summary>
public sealed class RestoredToConsumer(ReconciliationDb db, RestoreRequests<ReconciliationDb> requests)
    : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        var restore = context.Message;
        return requests.Note(db, restore.RestoreId, restore.Service, restore.Time, context.CancellationToken);
    }
}
