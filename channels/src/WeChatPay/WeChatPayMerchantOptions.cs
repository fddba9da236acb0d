namespace Channels.WeChatPay;

/// <summary>
/// One merchant number and its keys. A key is PEM text, bare Base64 DER, or <c>@path</c> of a file with either.
/// </summary>
public sealed record WeChatPayMerchantOptions
{
    /// <summary>Serial of the merchant API certificate, upper-case hex.</summary>
    public string CertificateSerial { get; init; } = "";

    /// <summary>PKCS#8 private key that signs our requests.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>32 ASCII characters; decrypts notices and platform certificates.</summary>
    public string ApiV3Key { get; init; } = "";

    /// <summary>
    /// Keys that verify the channel, by serial: <c>PUB_KEY_ID_…</c> (fixed public key) or a certificate's serial.
    /// Both may stand side by side while a merchant migrates.
    /// </summary>
    public Dictionary<string, string> PlatformKeys { get; init; } = [];

    /// <summary>Whether unknown certificate serials are looked up at <c>/v3/certificates</c>. Default true.</summary>
    public bool DownloadCertificates { get; init; } = true;

    /// <summary><c>AVAILABLE</c> or <c>UNSETTLED</c> (S43); sent only when set.</summary>
    public string? FundsAccount { get; init; }

    /// <summary>Says whose settings these are and nothing secret.</summary>
    public override string ToString() => $"WeChatPayMerchantOptions {{ CertificateSerial = {CertificateSerial} }}";
}
