using Contracts.Restores;
using MassTransit;

namespace Clearing.Restores;

/// <summary>
/// Another service was started from an older copy: everything that changed since then less five minutes is told again.
/// </summary>
public sealed class RestoredToConsumer : IConsumer<RestoredTo>
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public async Task Consume(ConsumeContext<RestoredTo> context)
    {
        // The others neither order clearing nor are ordered by it.
        var (service, since) = (context.Message.Service, context.Message.Time - Margin);
        if (service is not (Neighbours.Accounting or Neighbours.Gateway)) return;
        await context.Publish(new RepeatPayments(service, since, Guid.Empty));
        await context.Publish(new RepeatDeductions(service, since, Guid.Empty));
    }
}
