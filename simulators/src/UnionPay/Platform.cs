using System.Security.Cryptography;
using Simulators.Keys;

namespace Simulators.UnionPay;

/// <summary>The channel's own key: signs answers and notices, each with its certificate inside.</summary>
internal sealed class Platform(TestKeys keys)
{
    private readonly PooledRsa privateKey = PooledRsa.Private(keys.PlatformPrivateKey);
    private readonly string certificate = keys.PlatformCertificate.ReplaceLineEndings("\r\n");

    public Fields Sign(Fields fields, bool wrongly = false)
    {
        (fields["version"], fields["encoding"], fields["signMethod"]) = ("5.1.0", "UTF-8", "01");
        fields["signPubKeyCert"] = certificate;
        var digest = fields.Digest();
        if (wrongly) digest[0] ^= 1;
        fields["signature"] = Convert.ToBase64String(privateKey.Use(rsa =>
            rsa.SignData(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        return fields;
    }
}
