namespace Channels.UnionPay;

/// <summary>What became of checking a signature. Only <see cref="Valid"/> lets the content count.</summary>
public enum SignatureVerdict
{
    /// <summary>Signed by UnionPay.</summary>
    Valid,

    /// <summary>Signature or certificate is missing, or it is another version or method than 5.1.0 with RSA.</summary>
    Incomplete,

    /// <summary>The certificate does not lead to a trusted root, is out of its time, or is not UnionPay's.</summary>
    UntrustedCertificate,

    /// <summary>The signature does not belong to this content.</summary>
    Wrong,
}
