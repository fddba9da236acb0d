using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace Clearing.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(ClearingDb db, RestoreRequests<ClearingDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        var restore = context.Message;
        return requests.Note(db, restore.RestoreId, restore.Service, restore.Time, context.CancellationToken);
    }
}
