namespace Channels.Alipay;

/// <summary>
/// One application (app_id) and its keys. A key is PEM text, bare Base64 DER, or <c>@path</c> of a file with either;
/// certificates are PEM or <c>@path</c>. With <see cref="AppCertificate"/> it is in certificate mode, else in key mode.
/// </summary>
public sealed record AlipayMerchantOptions
{
    /// <summary>PKCS#8 private key of the application, which signs our requests.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>
    /// Alipay's public keys, or its certificates (alipayCertPublicKey_RSA2.crt), which verify answers and messages.
    /// Several while they are exchanged. Never the application's own public key.
    /// </summary>
    public List<string> AlipayPublicKeys { get; init; } = [];

    /// <summary>Certificate mode: the application's certificate (appCertPublicKey.crt). Default none.</summary>
    public string? AppCertificate { get; init; }

    /// <summary>Certificate mode: Alipay's bundle of root certificates (alipayRootCert.crt). Default none.</summary>
    public string? AlipayRootCertificates { get; init; }

    /// <summary>Says which mode and nothing secret.</summary>
    public override string ToString() =>
        $"AlipayMerchantOptions {{ Mode = {(AppCertificate is null ? "key" : "certificate")} }}";
}
