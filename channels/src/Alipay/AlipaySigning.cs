using System.Text;

namespace Channels.Alipay;

/// <summary>RSA2 over parameters and over answers (SHA256withRSA).</summary>
internal static class AlipaySigning
{
    /// <summary>All that is not empty, sorted by name, as <c>name=value</c> joined by ampersands; raw values.</summary>
    public static string StringToSign(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters
            .Where(parameter => parameter.Value.Length > 0 && parameter.Key != "sign")
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}"));

    public static string Sign(RsaKey key, IEnumerable<KeyValuePair<string, string>> parameters) =>
        Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(StringToSign(parameters))));

    /// <summary>Whether one of the keys made this signature.</summary>
    /// <param name="keys">Alipay's.</param>
    /// <param name="certificateSn">The certificate that the message names: only its key counts.</param>
    /// <param name="signature">Base64; null is never right.</param>
    public static bool Verify(
        IEnumerable<AlipayKey> keys, string? certificateSn, ReadOnlySpan<byte> message, string? signature)
    {
        if (signature is not { Length: > 0 }) return false;
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return false;
        foreach (var key in keys)
            if ((certificateSn is null || key.CertificateSn is null || key.CertificateSn == certificateSn)
                && key.Key.Verify(message, bytes.AsSpan(0, length)))
                return true;
        return false;
    }
}
