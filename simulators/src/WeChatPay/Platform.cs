using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulators.Keys;

namespace Simulators.WeChatPay;

/// <summary>The channel's own keys: signs answers and notices, encrypts what is inside them.</summary>
internal sealed class Platform(WeChatPaySettings settings, TestKeys keys)
{
    private readonly PooledRsa privateKey = PooledRsa.Private(keys.PlatformPrivateKey);
    private int signed;

    /// <summary>The four headers for this body, by real time.</summary>
    public IEnumerable<KeyValuePair<string, string>> Sign(ReadOnlySpan<byte> body, bool wrongly = false)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{time}\n{nonce}\n"), .. body, wrongly ? (byte)' ' : (byte)'\n'];
        var signature = privateKey.Use(rsa =>
            rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return
        [
            new("Wechatpay-Timestamp", time),
            new("Wechatpay-Nonce", nonce),
            new("Wechatpay-Signature", Convert.ToBase64String(signature)),
            new("Wechatpay-Serial", NextSerial()),
            new("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
        ];
    }

    /// <summary>AEAD_AES_256_GCM, as the resource of a notice or a certificate.</summary>
    public static object Encrypt(string apiV3Key, ReadOnlySpan<byte> plain, string associatedData, string? originalType)
    {
        var nonce = RandomNumberGenerator.GetHexString(12);
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(apiV3Key), tag.Length);
        aes.Encrypt(Encoding.ASCII.GetBytes(nonce), plain, cipher, tag, Encoding.ASCII.GetBytes(associatedData));
        return new
        {
            original_type = originalType,
            algorithm = "AEAD_AES_256_GCM",
            ciphertext = Convert.ToBase64String([.. cipher, .. tag]),
            associated_data = associatedData,
            nonce,
        };
    }

    /// <summary>A field that a merchant encrypted for us; null when it does not decrypt.</summary>
    public string? Decrypt(string? cipherText)
    {
        try
        {
            var bytes = Convert.FromBase64String(cipherText ?? "");
            return Encoding.UTF8.GetString(privateKey.Use(rsa => rsa.Decrypt(bytes, RSAEncryptionPadding.OaepSHA1)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private string NextSerial() => settings.Signing switch
    {
        SigningMode.PublicKey => keys.PlatformPublicKeyId,
        SigningMode.Alternating when Interlocked.Increment(ref signed) % 2 == 0 => keys.PlatformPublicKeyId,
        _ => keys.PlatformSerial,
    };
}
