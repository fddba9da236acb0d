using System.Collections.Concurrent;

namespace Platform.Messaging;

/// <summary>The batch loops of this process, by queue.</summary>
internal sealed class BatchEndpoints(Func<string, BatchEndpoint> create) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BatchEndpoint> loops = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Uri, BatchEndpoint> byAddress = new();

    public BatchEndpoint Of(Uri inputAddress) =>
        byAddress.GetOrAdd(inputAddress, uri => loops.GetOrAdd(uri.AbsolutePath.Split('/')[^1], create));

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in loops.Values) await loop.DisposeAsync();
    }
}
