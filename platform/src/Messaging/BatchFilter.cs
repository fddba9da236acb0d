using MassTransit;

namespace Platform.Messaging;

/// <summary>
/// Hands every delivery of an endpoint, with the rest of its pipe, to the endpoint's batch, and waits for the commit. Stands before the
/// dispatch by type, so that a message costs one item whatever listens to it.
/// </summary>
internal sealed class BatchFilter(BatchEndpoint endpoint) : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) => endpoint.Take(context, next);

    public void Probe(ProbeContext context) => context.CreateFilterScope("batch");
}
