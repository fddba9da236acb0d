namespace Channels.Alipay;

/// <summary>A key of Alipay's; with a certificate's name when it came in one.</summary>
internal sealed record AlipayKey(RsaKey Key, string? CertificateSn)
{
    public static AlipayKey Read(string text) =>
        new(RsaKey.FromPublic(text), CertificateSerial.IsCertificate(text) ? CertificateSerial.Of(text) : null);
}
