using System.Net;
using System.Net.Sockets;

namespace Gateway.Webhooks;

/// <summary>
/// Opens connections to addresses that were checked, never to names: what a name resolves to may change between a check
/// and a call (DNS rebinding). When one of a name's addresses is not public, none is used.
/// </summary>
/// <param name="resolve">A name's addresses; fails when there are none.</param>
public sealed class GuardedConnections(
    WebhookOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, ct);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        if (!options.AllowPrivateTargets && Array.Exists(addresses, a => !PublicAddresses.IsPublic(a)))
            throw new AddressRefusedException(target.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A webhook would have gone to an address that is not public.</summary>
public sealed class AddressRefusedException(string host)
    : IOException($"{host} does not resolve to public addresses only.");
