using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace Clearing.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(ClearingDb db, RestoreRequests<ClearingDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context) =>
        requests.Note(db, context.Message.Service, context.Message.Time, context.CancellationToken);
}
