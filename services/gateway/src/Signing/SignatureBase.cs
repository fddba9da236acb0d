using System.Security.Cryptography;
using System.Text;

namespace Gateway.Signing;

/// <summary>
/// The signature base of RFC 9421 §2.5, and the digest of RFC 9530, for the profile that the platform speaks.
/// </summary>
public static class SignatureBase
{
    public const string Method = "@method";
    public const string TargetUri = "@target-uri";
    public const string ContentDigest = "content-digest";
    public const string IdempotencyKey = "idempotency-key";
    public const string Algorithm = "hmac-sha256";

    /// <summary>
    /// One line per component, in the order of the signature's list, then the parameters; no line break at the end.
    /// </summary>
    /// <param name="components">Names with their values.</param>
    /// <param name="parameters">The inner list with its parameters, exactly as in <c>Signature-Input</c> after the
    /// label.</param>
    public static byte[] Bytes(IEnumerable<KeyValuePair<string, string>> components, string parameters)
    {
        var text = new StringBuilder(256);
        foreach (var (name, value) in components)
            text.Append('"').Append(name).Append("\": ").Append(value).Append('\n');
        text.Append("\"@signature-params\": ").Append(parameters);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The value of <c>Content-Digest</c> for these bytes.</summary>
    public static string Digest(ReadOnlySpan<byte> body) =>
        $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    public static byte[] Sign(byte[] secret, byte[] signatureBase) => HMACSHA256.HashData(secret, signatureBase);
}
