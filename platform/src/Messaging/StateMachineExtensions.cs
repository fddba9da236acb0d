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
        EventActivityBinder<TSaga, TMessage> binder = new DataEventActivityBinder<TSaga, TMessage>(machine, @event);
        return binder.Add(new UnexpectedActivity<TSaga, TMessage>());
    }

    /// <summary>The same under a condition: <c>When(Evt, condition).Unexpected()</c>.</summary>
    public static EventActivityBinder<TSaga, TMessage> Unexpected<TSaga, TMessage>(this EventActivityBinder<TSaga, TMessage> binder)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => binder.Add(new UnexpectedActivity<TSaga, TMessage>());

    /// <summary>Says that what follows answers a repeated command with the present state, and changes nothing.</summary>
    public static EventActivityBinder<TSaga, TMessage> AnsweredAgain<TSaga, TMessage>(this EventActivityBinder<TSaga, TMessage> binder)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => binder.Add(new AnsweredAgainActivity<TSaga, TMessage>());

    /// <summary>
    /// Says that under this condition nothing is done, where the event acts under another one: <c>When(Evt, condition).Ignored()</c>. An event
    /// that no condition fits would be dropped without a word.
    /// </summary>
    public static EventActivityBinder<TSaga, TMessage> Ignored<TSaga, TMessage>(this EventActivityBinder<TSaga, TMessage> binder)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => binder.Add(new IgnoredActivity<TSaga, TMessage>());

    /// <summary>Without a saga this event goes to the error queue: its creator is known to be first.</summary>
    /// <param name="e">The event.</param>
    /// <param name="isForgotten">
    /// Except a message about what a restore from a copy made this service forget: there is nothing to do, and nobody waits.
    /// </param>
    public static void NeverWithoutASaga<TSaga, TMessage>(
        this IEventCorrelationConfigurator<TSaga, TMessage> e, Func<TMessage, bool>? isForgotten = null)
        where TSaga : class, SagaStateMachineInstance where TMessage : class =>
        e.OnMissingInstance(_ => new WithoutSaga<TMessage>('!', context => isForgotten?.Invoke(context.Message) == true
            ? Task.CompletedTask
            : throw new UnexpectedEventException(
                $"{typeof(TMessage).Name} {context.CorrelationId} found no {typeof(TSaga).Name}.")));

    /// <summary>Without a saga there is nothing to do, and nobody waits.</summary>
    public static void IgnoredWithoutASaga<TSaga, TMessage>(this IEventCorrelationConfigurator<TSaga, TMessage> e)
        where TSaga : class, SagaStateMachineInstance where TMessage : class => e.OnMissingInstance(_ => new WithoutSaga<TMessage>('.', _ => Task.CompletedTask));

    /// <summary>Without a saga this is done instead, for example the command is answered with what the lack of a saga means.</summary>
    public static void WithoutASaga<TSaga, TMessage>(
        this IEventCorrelationConfigurator<TSaga, TMessage> e, Func<ConsumeContext<TMessage>, Task> answer)
        where TSaga : class, SagaStateMachineInstance where TMessage : class =>
        e.OnMissingInstance(_ => new WithoutSaga<TMessage>('a', answer));

    /// <summary>May overtake its creator: it comes again after a pause, and goes to the error queue when nobody ever came.</summary>
    public static void ParkedWithoutASaga<TSaga, TMessage>(this IEventCorrelationConfigurator<TSaga, TMessage> e)
        where TSaga : class, SagaStateMachineInstance where TMessage : class =>
        e.OnMissingInstance(_ => new WithoutSaga<TMessage>('p', Park));

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
