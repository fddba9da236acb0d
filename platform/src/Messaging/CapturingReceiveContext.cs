using MassTransit;
using MassTransit.Context;
using MassTransit.Util;

namespace Platform.Messaging;

/// <summary>Turns the bus's publish into a row of the outbox. Sending to an address is not a way in which our services talk.</summary>
internal sealed class CapturingReceiveContext(ReceiveContext context, OutgoingMessages outgoing)
    : ReceiveContextProxy(context), IPublishEndpointProvider, ISendEndpoint
{
    public override IPublishEndpointProvider PublishEndpointProvider => this;

    public Task<ISendEndpoint> GetPublishSendEndpoint<T>() where T : class => Task.FromResult<ISendEndpoint>(this);

    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => new EmptyConnectHandle();

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => new EmptyConnectHandle();

    public Task Send<T>(T message, CancellationToken cancellationToken) where T : class => Capture(message);

    public Task Send<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken) where T : class => Capture(message);

    public Task Send<T>(T message, IPipe<SendContext> pipe, CancellationToken cancellationToken) where T : class => Capture(message);

    public Task Send(object message, CancellationToken cancellationToken) => Capture(message);

    public Task Send(object message, Type messageType, CancellationToken cancellationToken) => Capture(message);

    public Task Send(object message, IPipe<SendContext> pipe, CancellationToken cancellationToken) => Capture(message);

    public Task Send(object message, Type messageType, IPipe<SendContext> pipe, CancellationToken cancellationToken) => Capture(message);

    public Task Send<T>(object values, CancellationToken cancellationToken) where T : class => throw NoInitializers();

    public Task Send<T>(object values, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken) where T : class =>
        throw NoInitializers();

    public Task Send<T>(object values, IPipe<SendContext> pipe, CancellationToken cancellationToken) where T : class =>
        throw NoInitializers();

    private static InvalidOperationException NoInitializers() =>
        new("Publish a message object: anonymous values would bypass the checks of its constructor.");

    private Task Capture(object message)
    {
        outgoing.Publish(message);
        return Task.CompletedTask;
    }
}
