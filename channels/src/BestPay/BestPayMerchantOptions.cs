namespace Channels.BestPay;

/// <summary>
/// One merchant number and its keys. A key is PEM text, bare Base64 DER, or <c>@path</c> of a file with either; the
/// channel hands out PKCS#12 (alias <c>conname</c>) and a certificate.
/// </summary>
public sealed record BestPayMerchantOptions
{
    /// <summary>PKCS#8 private key that signs our requests.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>The channel's certificate or public key, which verifies answers and notices.</summary>
    public string PlatformKey { get; init; } = "";

    /// <summary>The trade channel under which this merchant number takes payments: H5, APP … Default H5.</summary>
    public string TradeChannel { get; init; } = "H5";

    /// <summary>Who asks for refunds, as the channel's back office shows it. Default <c>system</c>.</summary>
    public string Operator { get; init; } = "system";

    /// <summary>Says whose settings these are and nothing secret.</summary>
    public override string ToString() =>
        $"BestPayMerchantOptions {{ TradeChannel = {TradeChannel}, Operator = {Operator} }}";
}
