using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Channels.Alipay;

/// <summary>
/// How Alipay names a certificate (certificate mode): the MD5 of issuer and serial, lower-case hex. The issuer is
/// written from the last part to the first with bare commas, the serial in decimal.
/// </summary>
internal static class CertificateSerial
{
    /// <summary>Signature algorithms of the RSA family (PKCS #1); the bundle of roots holds others too.</summary>
    private const string RsaSignatures = "1.2.840.113549.1.1";

    /// <summary>app_cert_sn, or the alipay_cert_sn of an answer.</summary>
    /// <param name="text">PEM, or <c>@path</c>.</param>
    public static string Of(string text)
    {
        using var certificate = X509Certificate2.CreateFromPem(Content(text));
        return Of(certificate);
    }

    /// <summary>alipay_root_cert_sn: of each root that is signed with RSA, joined by underscores.</summary>
    public static string OfRoots(string text)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(Content(text));
        var serials = roots
            .Where(root => root.SignatureAlgorithm.Value!.StartsWith(RsaSignatures, StringComparison.Ordinal))
            .Select(Of).ToList();
        return serials.Count > 0
            ? string.Join('_', serials)
            : throw new CryptographicException("There is no root certificate with an RSA signature.");
    }

    /// <summary>Whether this text is, or names, a certificate.</summary>
    public static bool IsCertificate(string text) =>
        Content(text).StartsWith("-----BEGIN CERTIFICATE", StringComparison.Ordinal);

    private static string Of(X509Certificate2 certificate)
    {
        var serial = BigInteger.Parse(
            $"0{certificate.SerialNumber}", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var issuer = certificate.IssuerName.Decode(
            X500DistinguishedNameFlags.UseNewLines | X500DistinguishedNameFlags.Reversed
            | X500DistinguishedNameFlags.DoNotUseQuotes);
        var parts = issuer.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return Name(string.Join(',', parts), serial.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The name of a certificate with this issuer, as written by Alipay, and serial.</summary>
    internal static string Name(string issuer, string serial) =>
        Convert.ToHexStringLower(
            CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes(issuer + serial)));

    private static string Content(string text) =>
        (text.StartsWith('@') ? File.ReadAllText(text[1..]) : text).Trim();
}
