using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Platform.Testing;

/// <summary>
/// A state machine alone, on MassTransit's in-memory harness: give it events, look at its state and at what it published. Timers do not
/// fire by themselves: publish their message with the saga's token where it counts. One instance per test.
/// </summary>
public abstract class SagaSpec<TMachine, TState> : IAsyncLifetime
    where TMachine : MassTransitStateMachine<TState>
    where TState : class, SagaStateMachineInstance
{
    private static readonly CancellationToken Looked = new(canceled: true);
    private ServiceProvider services = null!;
    private ITestHarness harness = null!;

    /// <summary>The saga that the test is about.</summary>
    protected abstract Guid SagaId { get; }

    protected TMachine Machine => services.GetRequiredService<TMachine>();

    /// <summary>The saga as it stands, or null.</summary>
    protected TState? Saga => harness.GetSagaStateMachineHarness<TMachine, TState>().Sagas.Contains(SagaId);

    public async Task InitializeAsync()
    {
        var collection = new ServiceCollection();
        Configure(collection);
        collection.AddMassTransitTestHarness(bus =>
        {
            bus.SetTestTimeouts(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200));
            bus.AddSagaStateMachine<TMachine, TState>();
            bus.AddDelayedMessageScheduler();
            bus.UsingInMemory((context, memory) =>
            {
                memory.UseDelayedMessageScheduler();
                memory.ConfigureEndpoints(context);
            });
        });
        services = collection.BuildServiceProvider(true);
        harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
    }

    public async Task DisposeAsync()
    {
        await harness.Stop();
        await services.DisposeAsync();
    }

    /// <summary>Options and collaborators of the machine.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Publishes events one after another, each after the one before was consumed.</summary>
    protected async Task Given(params object[] events)
    {
        foreach (var message in events)
        {
            var id = NewId.NextGuid();
            await harness.Bus.Publish(message, message.GetType(), c => c.MessageId = id);
            // Not Consumed.Any: it stops waiting for good once the harness was idle for the first time.
            await Eventually.True(
                () => harness.Consumed.Select(x => x.Context.MessageId == id, Looked).Any(), $"{message.GetType().Name} is consumed");
        }
    }

    /// <summary>The same, where the story turns.</summary>
    protected Task When(params object[] events) => Given(events);

    protected void StateIs(string state) =>
        Assert.Equal(state, Saga is { } saga ? (string?)typeof(TState).GetProperty("CurrentState")!.GetValue(saga) : "no saga");

    /// <summary>All messages of a type that the saga published, in order.</summary>
    protected IReadOnlyList<T> Sent<T>() where T : class =>
        [.. harness.Published.Select<T>(Looked).Select(p => p.Context.Message)];

    /// <summary>True when an event of this type went to the error queue.</summary>
    protected bool Faulted<T>() where T : class => harness.Consumed.Select<T>(Looked).Any(c => c.Exception is not null);
}
