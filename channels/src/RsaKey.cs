using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Channels;

/// <summary>
/// One RSA key, parsed once and used by many threads. The framework does not promise that an <see cref="RSA"/> object
/// may be used concurrently, so each call borrows one; there are never more than calls at the same moment.
/// </summary>
internal sealed class RsaKey
{
    private readonly ConcurrentBag<RSA> idle = [];
    private readonly RSAParameters parameters;

    private RsaKey(RSA first, bool isPrivate)
    {
        parameters = first.ExportParameters(isPrivate);
        idle.Add(first);
    }

    /// <summary>Reads a PKCS#8 (or PKCS#1 PEM) private key: PEM, Base64 DER, or <c>@path</c>.</summary>
    public static RsaKey FromPrivate(string text)
    {
        var (rsa, content) = (RSA.Create(), Content(text));
        if (content.StartsWith("-----", StringComparison.Ordinal)) rsa.ImportFromPem(content);
        else rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(content), out _);
        return new RsaKey(rsa, isPrivate: true);
    }

    /// <summary>
    /// Reads a public key or the key of a certificate: PEM, Base64 DER of a public key, or <c>@path</c>.
    /// </summary>
    public static RsaKey FromPublic(string text)
    {
        var content = Content(text);
        if (content.StartsWith("-----BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(content);
            return FromCertificate(certificate);
        }

        var rsa = RSA.Create();
        if (content.StartsWith("-----", StringComparison.Ordinal)) rsa.ImportFromPem(content);
        else rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(content), out _);
        return new RsaKey(rsa, isPrivate: false);
    }

    public static RsaKey FromCertificate(X509Certificate2 certificate) =>
        new(certificate.GetRSAPublicKey() ?? throw new CryptographicException("The certificate has no RSA key."), false);

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var rsa = Borrow();
        try
        {
            return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Verify(data, signature, HashAlgorithmName.SHA256);

    /// <summary>The same with another hash, for channels that still sign with SHA-1.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        var rsa = Borrow();
        try
        {
            return rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    private RSA Borrow() => idle.TryTake(out var rsa) ? rsa : RSA.Create(parameters);

    private static string Content(string text) =>
        (text.StartsWith('@') ? File.ReadAllText(text[1..]) : text).Trim();
}
