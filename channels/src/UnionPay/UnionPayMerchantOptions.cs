namespace Channels.UnionPay;

/// <summary>One merchant number and its key.</summary>
public sealed record UnionPayMerchantOptions
{
    /// <summary>Serial number of the signing certificate, in decimal.</summary>
    public string CertId { get; init; } = "";

    /// <summary>
    /// PKCS#8 private key that signs our requests: PEM text, bare Base64 DER, or <c>@path</c> of a file with either. The
    /// channel hands it out as PKCS#12; <c>openssl pkcs12 -nodes</c> takes it out.
    /// </summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>
    /// Product of the purchases (bizType), which a refund repeats. Default 000201: gateway payment of persons.
    /// </summary>
    public string BizType { get; init; } = "000201";

    /// <summary>Says whose settings these are and nothing secret.</summary>
    public override string ToString() => $"UnionPayMerchantOptions {{ CertId = {CertId} }}";
}
