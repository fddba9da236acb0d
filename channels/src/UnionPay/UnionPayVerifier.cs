using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

/// <summary>
/// Checks answers and notices: each brings the certificate of its signer (<c>signPubKeyCert</c>), which counts only if it
/// leads to a root of ours and bears UnionPay's name.
/// </summary>
internal sealed class UnionPayVerifier
{
    private readonly CertificateTrust trust;

    public UnionPayVerifier(IOptions<UnionPayOptions> options) : this(options, TimeProvider.System)
    {
    }

    /// <summary>For tests of certificates out of their time. Time is real time, whatever the platform's clock says.</summary>
    internal UnionPayVerifier(IOptions<UnionPayOptions> options, TimeProvider realTime) => trust = new(
        options.Value.TrustedRoots, options.Value.IntermediateCertificates, options.Value.TrustedName, realTime);

    public SignatureVerdict Verify(Message message)
    {
        if (message["signMethod"] != "01" || message["version"] != "5.1.0"
            || message[Message.Signature] is not { } text || message["signPubKeyCert"] is not { } certificate)
            return SignatureVerdict.Incomplete;
        var signature = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, signature, out var length)) return SignatureVerdict.Wrong;
        if (trust.Find(certificate) is not { } key) return SignatureVerdict.UntrustedCertificate;
        return key.Verify(message.Digest(), signature.AsSpan(0, length)) ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }
}
