using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace RefundCenter.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(RefundCenterDb db, RestoreRequests<RefundCenterDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context) =>
        requests.Note(db, context.Message.Service, context.Message.Time, context.CancellationToken);
}
