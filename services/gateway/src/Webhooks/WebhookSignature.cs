using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Webhooks;

/// <summary>The signature <c>v1</c> of Standard Webhooks 1.0.0: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    /// <param name="id">The header <c>webhook-id</c>; has no dot.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>: Unix seconds of this try.</param>
    /// <param name="secrets">More than one while a rotation overlaps: each signs.</param>
    /// <returns>The header <c>webhook-signature</c>.</returns>
    public static string Of(string id, long timestamp, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(s, signed))));
    }
}
