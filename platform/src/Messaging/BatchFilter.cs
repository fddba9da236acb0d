using MassTransit;

namespace Platform.Messaging;

/// <summary>Hands every message of an endpoint, with the rest of its pipe, to the endpoint's batch, and waits for the commit.</summary>
internal sealed class BatchFilter<T>(BatchEndpoints endpoints) : IFilter<ConsumeContext<T>> where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.TryGetPayload<BatchScope>(out _))
        {
            await next.Send(context);                             // a second consumer of the same message, already inside the batch
            return;
        }
        await endpoints.Of(context.ReceiveContext.InputAddress).Take(context, next);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("batch");
}
