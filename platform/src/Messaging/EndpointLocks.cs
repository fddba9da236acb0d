using System.Collections.Concurrent;
using MassTransit;
using Platform.Persistence;

namespace Platform.Messaging;

/// <summary>Tells which rows a message of one endpoint names: the sagas it correlates to, and what its handlers declared.</summary>
internal sealed class EndpointLocks
{
    private readonly ConcurrentDictionary<Type, List<Delegate>> byMessage = new();

    public void Add<T>(Func<ConsumeContext<T>, IServiceProvider, Task<IEnumerable<LockKey>>> keys) where T : class =>
        byMessage.GetOrAdd(typeof(T), _ => []).Add(keys);

    public async Task<IEnumerable<LockKey>> KeysOf<T>(ConsumeContext<T> context, IServiceProvider services) where T : class
    {
        if (!byMessage.TryGetValue(typeof(T), out var sources)) return [];
        var keys = new List<LockKey>();
        foreach (var source in sources)
            keys.AddRange(await ((Func<ConsumeContext<T>, IServiceProvider, Task<IEnumerable<LockKey>>>)source)(context, services));
        return keys;
    }
}

/// <summary>All endpoints' locks, by queue.</summary>
internal sealed class LockRegistry
{
    private readonly ConcurrentDictionary<string, EndpointLocks> endpoints = new(StringComparer.Ordinal);

    public EndpointLocks Of(string queue) => endpoints.GetOrAdd(queue, _ => new EndpointLocks());
}
