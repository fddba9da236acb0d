using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Messaging;
using Platform.Operators.Proposals;
using Platform.Persistence;
using Platform.Restores;

namespace Platform.Hosting;

/// <summary>A service's parts as it lists them: endpoints, due work, options.</summary>
public sealed class PlatformBuilder
{
    private readonly List<EndpointBuilder> endpoints = [];

    internal PlatformBuilder(string service, IServiceCollection services, IConfiguration configuration) =>
        (Service, Services, Configuration) = (service, services, configuration);

    /// <summary>The service's name, for example <c>refund-center</c>: it leads the names of its queues.</summary>
    public string Service { get; }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    internal IReadOnlyList<EndpointBuilder> Endpoints => endpoints;

    internal MessageTypes Types { get; } = new();

    internal LockRegistry Locks { get; } = new();

    internal Func<Guid, DateTimeOffset, object>? RestoreMessage { get; private set; }

    internal Func<Guid, string, object>? RestoreAnswer { get; private set; }

    internal bool HasBroker { get; private set; } = true;

    /// <summary>One queue, <c>service-name</c>, with one batch loop for everything that listens on it.</summary>
    public void Endpoint(string name, Action<EndpointBuilder> configure)
    {
        var endpoint = new EndpointBuilder($"{Service}-{name}", Services, Locks.Of($"{Service}-{name}"));
        configure(endpoint);
        endpoints.Add(endpoint);
    }

    /// <summary>A poller over rows that become due.</summary>
    public void DueWork<TWork>() where TWork : class, IDueWork
    {
        Services.TryAddSingleton<TWork>();
        Services.TryAddSingleton<WorkSignal<TWork>>();
        Services.AddHostedService<DueWorkHost<TWork>>();
    }

    /// <summary>Something that takes two persons: listed, made and approved under <c>/internal/proposals</c>.</summary>
    public void Proposal<TKind>() where TKind : class, IProposalKind => Services.AddSingleton<IProposalKind, TKind>();

    /// <summary>This message may be sent though nobody listens.</summary>
    public void AllowUnheard<TMessage>() => Types.AllowUnheard(typeof(TMessage));

    /// <summary>
    /// This process hears nothing and sends nothing over the broker, and does not know where it is. Should one of its transactions publish all
    /// the same, the service's other processes send it when its lease ends.
    /// </summary>
    public void WithoutBroker() => HasBroker = false;

    /// <summary>
    /// What is announced to the others when the service was started from an older copy of its database: the restore's id and the copy's time.
    /// </summary>
    public void AnnounceRestore(Func<Guid, DateTimeOffset, object> message)
    {
        RestoreMessage = message;
        DueWork<RepeatAnnouncements>();
    }

    /// <summary>
    /// What is told to a restored service when all of <see cref="RepeatAfterRestore"/> was said to it: the restore's id as it was announced,
    /// and the service.
    /// </summary>
    public void AnswerRestores(Func<Guid, string, object> message) => RestoreAnswer = message;

    /// <summary>What is said again to another service that was started from an older copy: see <see cref="RestoreRequests{TDb}"/>.</summary>
    public void RepeatAfterRestore<TDb, TRows>() where TDb : DbContext where TRows : class, IRestoreRepeats<TDb>
    {
        Services.AddSingleton<IRestoreRepeats<TDb>, TRows>();
        Services.TryAddSingleton<RestoreRequests<TDb>>();
        DueWork<SayAgain<TDb>>();
    }
}

/// <summary>What listens on one queue.</summary>
public sealed class EndpointBuilder
{
    private readonly IServiceCollection services;
    private readonly EndpointLocks locks;
    private readonly List<Action<IBusRegistrationConfigurator>> registrations = [];
    private readonly List<Action<IReceiveEndpointConfigurator, IBusRegistrationContext>> listeners = [];

    internal EndpointBuilder(string queue, IServiceCollection services, EndpointLocks locks) =>
        (Queue, this.services, this.locks) = (queue, services, locks);

    public string Queue { get; }

    /// <summary>The most messages a batch may have: 64 to 128 carry the measured speed. The next ones are fetched meanwhile.</summary>
    public int BatchLimit { get; set; } = 96;

    internal HashSet<Type> Messages { get; } = [];

    public void Consumer<TConsumer>() where TConsumer : class, IConsumer
    {
        registrations.Add(bus => bus.AddConsumer<TConsumer>());
        listeners.Add((endpoint, context) => endpoint.ConfigureConsumer<TConsumer>(context));
        foreach (var contract in typeof(TConsumer).GetInterfaces().Where(i => i.IsGenericType))
        {
            var message = contract.GetGenericArguments()[0];
            if (contract.GetGenericTypeDefinition() == typeof(IConsumer<>)) Know(message);
            if (contract.GetGenericTypeDefinition() == typeof(ILockKeys<>))
                typeof(EndpointBuilder).GetMethod(nameof(AddLocks), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(typeof(TConsumer), message).Invoke(this, null);
        }
    }

    public void Saga<TMachine, TState>(Action<SagaLocks>? further = null)
        where TMachine : class, SagaStateMachine<TState>
        where TState : class, SagaStateMachineInstance
    {
        services.TryAddSingleton<TMachine>();
        further?.Invoke(new SagaLocks(locks));
        listeners.Add((endpoint, context) =>
        {
            var machine = context.GetRequiredService<TMachine>();
            SagaLocks.AddCorrelations(locks, machine);
            foreach (var correlation in machine.Correlations) Know(correlation.DataType);
            var repository = new MassTransit.Saga.SagaRepository<TState>(
                new BatchSagaRepositoryFactory<TState>(new MassTransit.Saga.SagaConsumeContextFactory<DbContext, TState>()));
            endpoint.StateMachineSaga(machine, repository);
        });
    }

    internal void Register(IBusRegistrationConfigurator bus)
    {
        foreach (var registration in registrations) registration(bus);
    }

    internal void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context)
    {
        endpoint.SetQuorumQueue();
        foreach (var (name, value) in DeliveryLimit.Arguments(Queue)) endpoint.SetQueueArgument(name, value);
        endpoint.PrefetchCount = (ushort)(2 * BatchLimit);        // docs/decisions/0014
        endpoint.PublishFaults = false;                           // faults are nobody's message: with them on, poison runs in circles
        endpoint.UseFilter(new BatchFilter(context.GetRequiredService<BatchEndpoints>().Of(Queue)));
        foreach (var listener in listeners) listener(endpoint, context);
    }

    private void Know(Type message)
    {
        Messages.Add(message);
        typeof(EndpointLocks).GetMethod(nameof(EndpointLocks.Know))!.MakeGenericMethod(message).Invoke(locks, null);
    }

    private void AddLocks<TConsumer, TMessage>() where TConsumer : class, ILockKeys<TMessage> where TMessage : class =>
        locks.Add<TMessage>((context, provider) =>
            Task.FromResult(((ILockKeys<TMessage>)provider.GetRequiredService(typeof(TConsumer))).KeysOf(context.Message)));
}
