namespace Simulators.Control;

/// <summary>The line over which channels send their notices; five real seconds for an answer.</summary>
internal sealed class NoticeLine(HttpMessageHandler handler) : IDisposable
{
    public HttpClient Http { get; } = new(handler) { Timeout = TimeSpan.FromSeconds(5) };

    public void Dispose() => Http.Dispose();
}
