using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace Gateway.Restores;

/// <summary>
/// Another service was started from an older copy of its database: everything that changed since then less five minutes
/// is said to it again, finished or not. Payments by their fact, refunds by their sagas.
/// </summary>
public sealed class RestoredToConsumer(GatewayDb db, RestoreRequests<GatewayDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context)
    {
        var restore = context.Message;
        return requests.Note(db, restore.RestoreId, restore.Service, restore.Time, context.CancellationToken);
    }
}
