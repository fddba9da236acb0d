using System.Net;
using System.Net.Sockets;

namespace Platform.Tests.Messaging;

/// <summary>
/// A line to the broker that can fall silent: what is said to the broker arrives, what it answers does not. Connections made afterwards
/// are good.
/// </summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Uri broker;
    private readonly Task accepting;
    private int silences;

    public BrokerLine(Uri broker)
    {
        this.broker = broker;
        listener.Start();
        Address = new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;
        accepting = Accept();
    }

    /// <summary>Where clients connect to.</summary>
    public Uri Address { get; }

    public void FallSilent() => Interlocked.Increment(ref silences);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Dispose();
    }

    private async Task Accept()
    {
        while (true) _ = Carry(await listener.AcceptTcpClientAsync(ended.Token));
    }

    private async Task Carry(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(broker.Host, broker.Port, ended.Token);
        var born = silences;
        await Task.WhenAny(
            Copy(near.GetStream(), far.GetStream(), () => true),
            Copy(far.GetStream(), near.GetStream(), () => born == Volatile.Read(ref silences)));
    }

    private async Task Copy(NetworkStream from, NetworkStream to, Func<bool> passes)
    {
        var buffer = new byte[8192];
        while (await from.ReadAsync(buffer, ended.Token) is > 0 and var read)
            if (passes()) await to.WriteAsync(buffer.AsMemory(0, read), ended.Token);
    }
}
