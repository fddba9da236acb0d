using System.Reflection;
using MassTransit;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>Declares which further rows a saga's events change.</summary>
public sealed class SagaLocks
{
    private readonly EndpointLocks endpoint;

    internal SagaLocks(EndpointLocks endpoint) => this.endpoint = endpoint;

    /// <summary>Before this event is handled, these rows are locked, after the saga's own.</summary>
    public SagaLocks For<TMessage>(Func<TMessage, IEnumerable<LockKey>> keys) where TMessage : class
    {
        endpoint.Add<TMessage>((context, _) => Task.FromResult(keys(context.Message)));
        return this;
    }

    /// <summary>Asks the machine itself how each of its events finds its saga, so that the rule stands in one place.</summary>
    internal static void AddCorrelations<TSaga>(EndpointLocks endpoint, SagaStateMachine<TSaga> machine)
        where TSaga : class, SagaStateMachineInstance
    {
        var add = typeof(SagaLocks).GetMethod(nameof(AddCorrelation), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var correlation in machine.Correlations)
            add.MakeGenericMethod(typeof(TSaga), correlation.DataType).Invoke(null, [endpoint, correlation]);
    }

    private static void AddCorrelation<TSaga, T>(EndpointLocks endpoint, EventCorrelation correlation)
        where TSaga : class, SagaStateMachineInstance where T : class
    {
        var filter = ((EventCorrelation<TSaga, T>)correlation).MessageFilter
            ?? throw new InvalidOperationException($"{typeof(T).Name}: sagas are correlated by id only.");
        endpoint.Add<T>(async (context, _) =>
        {
            Guid? id = null;
            await filter.Send(context, Pipe.Execute<ConsumeContext<T>>(c => id = c.CorrelationId));
            return id is { } found ? [LockKey.Of<TSaga>(found)] : [];
        });
    }
}
