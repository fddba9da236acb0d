using MassTransit;
using MassTransit.SagaStateMachine;
using Microsoft.EntityFrameworkCore;

namespace Platform.Messaging;

/// <summary>An event reached a saga in a state in which it must never arrive. The message goes to the error queue.</summary>
public sealed class UnexpectedEventException(string message) : Exception(message);

/// <summary>The ways in which a state machine says by name what becomes of an event.</summary>
public static class StateMachineExtensions
{
    /// <summary>Pauses of a parked message: about four minutes in all, then the error queue.</summary>
    private const int ParkAtMost = 10;

    /// <summary>This event in this state is a fault: somebody said what cannot be.</summary>
    public static EventActivityBinder<TSaga, TMessage> Unexpected<TSaga, TMessage>(
        this MassTransitStateMachine<TSaga> machine, Event<TMessage> @event)
        where TSaga : class, SagaStateMachineInstance where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new DataEventActivityBinder<TSaga, TMessage>(machine, @event).Then(context => throw new UnexpectedEventException(
            $"{typeof(TMessage).Name} must not reach {typeof(TSaga).Name} {context.Saga.CorrelationId} in this state."));
    }

    /// <summary>Without a saga this event goes to the error queue: its creator is known to be first.</summary>
    public static void NeverWithoutASaga<TSaga, TMessage>(this IEventCorrelationConfigurator<TSaga, TMessage> e)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => e.OnMissingInstance(m => m.Fault());

    /// <summary>Without a saga there is nothing to do, and nobody waits.</summary>
    public static void IgnoredWithoutASaga<TSaga, TMessage>(this IEventCorrelationConfigurator<TSaga, TMessage> e)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => e.OnMissingInstance(m => m.Discard());

    /// <summary>May overtake its creator: it comes again after a pause, and goes to the error queue when nobody ever came.</summary>
    public static void ParkedWithoutASaga<TSaga, TMessage>(this IEventCorrelationConfigurator<TSaga, TMessage> e)
        where TSaga : class, SagaStateMachineInstance where TMessage : class =>
        e.OnMissingInstance(m => m.ExecuteAsync(Park));

    /// <summary>The batch's DbContext, inside an activity of a saga or a consumer.</summary>
    public static TDb Db<TDb>(this PipeContext context) where TDb : DbContext => (TDb)context.GetPayload<BatchScope>().Db;

    /// <summary>A service of the batch's scope.</summary>
    public static T Service<T>(this PipeContext context) where T : notnull =>
        (T)(context.GetPayload<IServiceProvider>().GetService(typeof(T))
            ?? throw new InvalidOperationException($"{typeof(T).Name} is not registered."));

    private static Task Park<TMessage>(ConsumeContext<TMessage> context) where TMessage : class
    {
        var scope = context.GetPayload<BatchScope>();
        var tries = context.Headers.Get<int>("MT-Redelivery-Count") ?? 0;
        if (tries >= ParkAtMost)
            throw new UnexpectedEventException($"{typeof(TMessage).Name} found no saga, however often it came.");
        scope.Outgoing.Park(
            context.Message, context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1], tries + 1,
            scope.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(250 << Math.Min(tries, 7)));
        return Task.CompletedTask;
    }
}
