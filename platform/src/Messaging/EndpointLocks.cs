using System.Collections.Concurrent;
using MassTransit;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>
/// The message types of one endpoint, and which rows a message of each names: the sagas it correlates to, and what its handlers declared.
/// </summary>
internal sealed class EndpointLocks
{
    private readonly ConcurrentDictionary<string, TypeLocks> byUrn = new(StringComparer.Ordinal);

    public void Add<T>(Func<ConsumeContext<T>, IServiceProvider, Task<IEnumerable<LockKey>>> keys) where T : class =>
        Of<T>().Sources.Add(keys);

    /// <summary>Makes the type known, also when its messages name no row.</summary>
    public void Know<T>() where T : class => Of<T>();

    /// <summary>Reads the message once, for its keys; null when nobody here listens to it.</summary>
    public MessageReading? Read(ConsumeContext context)
    {
        foreach (var urn in context.SupportedMessageTypes)
            if (byUrn.TryGetValue(urn, out var type)) return type.Read(context);
        return null;
    }

    private TypeLocks<T> Of<T>() where T : class =>
        (TypeLocks<T>)byUrn.GetOrAdd("urn:message:" + Wire.ExchangeOf(typeof(T)), _ => new TypeLocks<T>());

    private abstract class TypeLocks
    {
        public abstract MessageReading? Read(ConsumeContext context);
    }

    private sealed class TypeLocks<T> : TypeLocks where T : class
    {
        public List<Func<ConsumeContext<T>, IServiceProvider, Task<IEnumerable<LockKey>>>> Sources { get; } = [];

        public override MessageReading? Read(ConsumeContext context) =>
            context.TryGetMessage<T>(out var message) ? new Reading(message, Sources) : null;

        private sealed class Reading(
            ConsumeContext<T> message, List<Func<ConsumeContext<T>, IServiceProvider, Task<IEnumerable<LockKey>>>> sources) : MessageReading
        {
            public override object Body => message.Message;

            public override Task SayKnown() => message.NotifyConsumed(message, TimeSpan.Zero, "inbox");

            public override async Task<IEnumerable<LockKey>> Keys(IServiceProvider services)
            {
                if (sources.Count == 1) return await sources[0](message, services);
                var keys = new List<LockKey>();
                foreach (var source in sources) keys.AddRange(await source(message, services));
                return keys;
            }
        }
    }
}

/// <summary>A message that was read, and the rows it names.</summary>
internal abstract class MessageReading
{
    public abstract object Body { get; }

    /// <summary>Tells the bus that the message was handled, though not now.</summary>
    public abstract Task SayKnown();

    public abstract Task<IEnumerable<LockKey>> Keys(IServiceProvider services);
}

/// <summary>All endpoints' locks, by queue.</summary>
internal sealed class LockRegistry
{
    private readonly ConcurrentDictionary<string, EndpointLocks> endpoints = new(StringComparer.Ordinal);

    public EndpointLocks Of(string queue) => endpoints.GetOrAdd(queue, _ => new EndpointLocks());
}
