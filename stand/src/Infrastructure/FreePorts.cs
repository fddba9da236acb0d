using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Stand.Infrastructure;

/// <summary>
/// Free ports of this machine, below the range from which the kernel takes the ports of outgoing connections: a server
/// that is killed finds its port free again.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000, End = 32_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free now and that nobody else in this process was given.</summary>
    public static int Next()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            lock (Given)
            {
                if (!Given.Contains(port) && IsFree(port) && Given.Add(port))
                    return port;
            }
        }

        throw new StandException($"No free port was found between {First} and {End}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
