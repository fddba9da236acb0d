using System.Security.Cryptography;

namespace Payout.Payees;

/// <summary>AES-256-GCM with a random nonce of 96 bits; the tag of 128 bits stands behind the ciphertext.</summary>
internal static class Gcm
{
    private const int TagLength = 16;

    public static (byte[] Nonce, byte[] Ciphertext) Seal(byte[] key, byte[] plain, byte[] bound)
    {
        using var aes = new AesGcm(key, TagLength);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var ciphertext = new byte[plain.Length + TagLength];
        aes.Encrypt(nonce, plain, ciphertext.AsSpan(0, plain.Length), ciphertext.AsSpan(plain.Length), bound);
        return (nonce, ciphertext);
    }

    /// <exception cref="CryptographicException">Key, nonce, text or what it is bound to was changed.</exception>
    public static byte[] Open(byte[] key, byte[] nonce, byte[] ciphertext, byte[] bound)
    {
        if (ciphertext.Length < TagLength) throw new CryptographicException("The ciphertext is too short.");
        using var aes = new AesGcm(key, TagLength);
        var plain = new byte[ciphertext.Length - TagLength];
        aes.Decrypt(nonce, ciphertext.AsSpan(0, plain.Length), ciphertext.AsSpan(plain.Length), plain, bound);
        return plain;
    }
}
