using Contracts.Restores;
using MassTransit;
using Platform.Restores;

namespace Payout.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer(PayoutDb db, RestoreRequests<PayoutDb> requests) : IConsumer<RestoredTo>
{
    public Task Consume(ConsumeContext<RestoredTo> context) =>
        requests.Note(db, context.Message.Service, context.Message.Time, context.CancellationToken);
}
