using System.Security.Cryptography;
using System.Text;

namespace Gateway.Merchants;

/// <summary>
/// Seals signing secrets with AES-256-GCM under the key from configuration. Layout: version (1 byte) · nonce (12) · tag
/// (16) · ciphertext; the key id is authenticated with it, so that a row cannot be moved to another key.
/// </summary>
public sealed class SecretBox(byte[] key)
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    public byte[] Seal(byte[] secret, string keyId)
    {
        var box = new byte[HeaderSize + secret.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            box.AsSpan(1, NonceSize), secret, box.AsSpan(HeaderSize), box.AsSpan(1 + NonceSize, TagSize),
            Encoding.ASCII.GetBytes(keyId));
        return box;
    }

    /// <exception cref="CryptographicException">Another key, another key id, or a changed box.</exception>
    public byte[] Open(byte[] box, string keyId)
    {
        if (box.Length < HeaderSize || box[0] != Version)
            throw new CryptographicException("Not a box of this version.");
        var secret = new byte[box.Length - HeaderSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            box.AsSpan(1, NonceSize), box.AsSpan(HeaderSize), box.AsSpan(1 + NonceSize, TagSize), secret,
            Encoding.ASCII.GetBytes(keyId));
        return secret;
    }
}
