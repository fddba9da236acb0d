using System.Collections.Concurrent;

namespace Platform.Messaging;

/// <summary>The batch loops of this process, by queue.</summary>
internal sealed class BatchEndpoints(Func<string, BatchEndpoint> create) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BatchEndpoint> loops = new(StringComparer.Ordinal);

    public BatchEndpoint Of(string queue) => loops.GetOrAdd(queue, create);

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in loops.Values) await loop.DisposeAsync();
    }
}
