using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Channels.UnionPay;

/// <summary>
/// Decides which certificates are UnionPay's: the chain must end in a configured root (the operating system's do not
/// count) and a part of the common name must be the channel's. Revocation is not asked for: the channel's own software
/// does not, and its lists are not public. Trusted ones are remembered, a handful at most.
/// </summary>
internal sealed class CertificateTrust(
    IEnumerable<string> roots, IEnumerable<string> intermediates, string name, TimeProvider realTime)
{
    private const int Remembered = 16;
    private readonly X509Certificate2[] roots = [.. roots.Select(Load)];
    private readonly X509Certificate2[] intermediates = [.. intermediates.Select(Load)];
    private readonly ConcurrentDictionary<string, Trusted> known = new(StringComparer.Ordinal);

    /// <summary>The key of a certificate in PEM, or null when it is not to be trusted now.</summary>
    public RsaKey? Find(string pem)
    {
        if (!known.TryGetValue(pem, out var trusted))
        {
            if (Check(pem) is not { } found) return null;
            if (known.Count >= Remembered) known.Clear();
            known[pem] = trusted = found;
        }
        var now = realTime.GetUtcNow();
        return trusted.From <= now && now < trusted.Until ? trusted.Key : null;
    }

    /// <summary>Reads PEM, Base64 DER, or <c>@path</c> of either.</summary>
    public static X509Certificate2 Load(string text)
    {
        var content = (text.StartsWith('@') ? File.ReadAllText(text[1..]) : text).Trim();
        return content.StartsWith("-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromPem(content)
            : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(content));
    }

    private Trusted? Check(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            return commonName.Split('@').Contains(name) && LeadsToRoot(certificate)
                ? new Trusted(RsaKey.FromCertificate(certificate), certificate.NotBefore, certificate.NotAfter)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private bool LeadsToRoot(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots);
        policy.ExtraStore.AddRange(intermediates);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = realTime.GetUtcNow().UtcDateTime;
        var leads = chain.Build(certificate);
        foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        return leads;
    }

    private sealed record Trusted(RsaKey Key, DateTimeOffset From, DateTimeOffset Until);
}
