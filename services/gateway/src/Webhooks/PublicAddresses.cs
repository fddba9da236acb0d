using System.Net;
using System.Net.Sockets;

namespace Gateway.Webhooks;

/// <summary>
/// Which addresses webhooks may go to. Everything that is not plainly on the public internet is refused: a merchant
/// must not be able to make us call ourselves, our neighbours or the host's metadata service.
/// </summary>
public static class PublicAddresses
{
    // RFC 6890 and its registry: this network, private, CGNAT, loopback, link-local, protocol assignments,
    // documentation, 6to4 relays, benchmarking, multicast, reserved, broadcast.
    private static readonly IPNetwork[] RefusedV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4");

    // Only global unicast is allowed at all; of it, nothing that carries other addresses or is documentation.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] RefusedV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(RefusedV4, n => n.Contains(address)),
            AddressFamily.InterNetworkV6 =>
                GlobalV6.Contains(address) && !Array.Exists(RefusedV6, n => n.Contains(address)),
            _ => false,
        };
    }

    private static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, IPNetwork.Parse);
}
