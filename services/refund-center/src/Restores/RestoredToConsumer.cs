using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace RefundCenter.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(RefundCenterDb db, RestoreRequests<RefundCenterDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        var restore = context.Message;
        return requests.Note(db, restore.RestoreId, restore.Service, restore.Time, context.CancellationToken);
    }
}
