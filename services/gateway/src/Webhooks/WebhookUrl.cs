using System.Net;

namespace Gateway.Webhooks;

/// <summary>Which addresses a merchant may name. The name is resolved and checked again at every connection.</summary>
public static class WebhookUrl
{
    public const int LongestText = 500;
    private static readonly int[] Ports = [443, 8443];

    /// <summary>Why this text cannot be an endpoint, or null when it can.</summary>
    public static string? WhyNot(string text, bool allowPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) return "An absolute URL is needed.";
        if (url.Scheme != Uri.UriSchemeHttps && !(allowPrivate && url.Scheme == Uri.UriSchemeHttp))
            return "Only https.";
        if (url.UserInfo.Length > 0) return "No user or password in the URL.";
        if (url.Fragment.Length > 0) return "No fragment.";
        if (allowPrivate) return null;
        if (!Ports.Contains(url.Port)) return "Only port 443 or 8443.";
        return WhyNotHost(url, text);
    }

    private static string? WhyNotHost(Uri url, string text)
    {
        if (url.HostNameType is UriHostNameType.Dns)
            return url.IdnHost.Contains('.') && !url.IdnHost.EndsWith('.') ? null : "A full domain name is needed.";
        if (!IPAddress.TryParse(url.IdnHost, out var address)) return "A domain name or an IP address is needed.";
        // 2130706433, 0x7f.1, 0177.0.0.1 and ::ffff:8.8.8.8 are addresses too; nobody who means well writes them.
        if (address.IsIPv4MappedToIPv6 || !text.Contains($"://{url.Host}", StringComparison.OrdinalIgnoreCase))
            return "The address is not in its usual form.";
        return PublicAddresses.IsPublic(address) ? null : "The address is not public.";
    }
}
