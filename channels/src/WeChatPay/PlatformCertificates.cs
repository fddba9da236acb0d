using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Channels.WeChatPay;

/// <summary>
/// Reads an answer of <c>GET /v3/certificates</c>. The first one cannot be verified beforehand: it is decrypted with
/// the APIv3 key, and then the whole answer must be signed by a certificate found inside.
/// </summary>
internal static class PlatformCertificates
{
    /// <summary>The certificates, each still without any verification of the answer.</summary>
    /// <exception cref="CryptographicException">One of them does not decrypt, or bears another serial than
    /// said.</exception>
    /// <exception cref="JsonException">The answer is no list of certificates.</exception>
    public static IReadOnlyList<PlatformKey> Read(string apiV3Key, ReadOnlySpan<byte> body)
    {
        var list = JsonSerializer.Deserialize(body, WeChatPayJson.Default.CertificateList)?.Data
            ?? throw new JsonException("There is no list of certificates.");
        return list.ConvertAll(entry => Read(apiV3Key, entry));
    }

    private static PlatformKey Read(string apiV3Key, CertificateEntry entry)
    {
        var pem = entry.EncryptCertificate is { } resource ? ResourceCipher.Decrypt(apiV3Key, resource) : null;
        if (pem is null || entry.SerialNo is not { } serial)
            throw new CryptographicException("A platform certificate does not decrypt.");

        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
        if (!certificate.SerialNumber.Equals(serial, StringComparison.OrdinalIgnoreCase))
            throw new CryptographicException("A platform certificate bears another serial than announced.");
        return new PlatformKey(serial, RsaKey.FromCertificate(certificate), entry.EffectiveTime, entry.ExpireTime);
    }

    internal sealed record CertificateList(List<CertificateEntry>? Data);

    internal sealed record CertificateEntry(
        string? SerialNo, DateTimeOffset? EffectiveTime, DateTimeOffset? ExpireTime,
        EncryptedResource? EncryptCertificate);
}
