using System.Security.Cryptography;
using System.Text;

namespace Channels.WeChatPay;

/// <summary>
/// AEAD_AES_256_GCM as WeChat Pay uses it: key, nonce and associated data are ASCII text, the tag is at the end.
/// </summary>
internal static class ResourceCipher
{
    private const int TagBytes = 16;

    /// <summary>The plain text, or null when key, nonce, associated data or a single bit does not fit.</summary>
    public static byte[]? Decrypt(string apiV3Key, EncryptedResource resource)
    {
        if (resource is not { Algorithm: "AEAD_AES_256_GCM", Nonce: { } nonce, Ciphertext: { } text }) return null;
        try
        {
            var sealedBytes = Convert.FromBase64String(text).AsSpan();
            if (sealedBytes.Length < TagBytes) return null;
            var plain = new byte[sealedBytes.Length - TagBytes];
            using var aes = new AesGcm(Encoding.ASCII.GetBytes(apiV3Key), TagBytes);
            aes.Decrypt(
                Encoding.ASCII.GetBytes(nonce), sealedBytes[..^TagBytes], sealedBytes[^TagBytes..], plain,
                Encoding.ASCII.GetBytes(resource.AssociatedData ?? ""));
            return plain;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>An encrypted part of an answer or a notice, as it stands in the JSON.</summary>
internal sealed record EncryptedResource(
    string? Algorithm, string? OriginalType, string? Ciphertext, string? Nonce, string? AssociatedData);
