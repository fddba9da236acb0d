using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Payout.Payees;

/// <summary>
/// Wraps and unwraps data keys with keys from the configuration (AES-256-GCM, bound to both keys' ids).
/// </summary>
public sealed class WrappingKeys
{
    private readonly Dictionary<string, byte[]> keys = [];

    public WrappingKeys(VaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (id, text) in options.Keys)
            keys[id] = TryRead(text, out var key) ? key : throw new CryptographicException($"Key {id} is unreadable.");
        CurrentId = options.CurrentKey;
    }

    public string CurrentId { get; }

    /// <summary>A new data key of a month, wrapped.</summary>
    public VaultKey Create(string keyId, DateTimeOffset now)
    {
        var row = new VaultKey { KeyId = keyId, CreatedAt = now };
        Wrap(row, RandomNumberGenerator.GetBytes(32));
        return row;
    }

    /// <exception cref="CryptographicException">Tampered with, destroyed, or wrapped by a key that is not
    /// configured.</exception>
    public byte[] Unwrap(VaultKey row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row is not { Wrapped: { } wrapped, Nonce: { } nonce })
            throw new CryptographicException($"Data key {row.KeyId} was destroyed.");
        if (!keys.TryGetValue(row.KekId, out var kek))
            throw new CryptographicException(
                $"Data key {row.KeyId} is wrapped by {row.KekId}, which is not configured.");
        return Gcm.Open(kek, nonce, wrapped, Bound(row));
    }

    /// <summary>Wraps with the current key.</summary>
    public void Rewrap(VaultKey row) => Wrap(row, Unwrap(row));

    internal static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        try
        {
            key = Convert.FromBase64String((text.StartsWith('@') ? File.ReadAllText(text[1..]) : text).Trim());
            return key.Length == 32;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Wrap(VaultKey row, byte[] dataKey)
    {
        row.KekId = CurrentId;
        (row.Nonce, row.Wrapped) = Gcm.Seal(keys[CurrentId], dataKey, Bound(row));
    }

    private static byte[] Bound(VaultKey row) => Encoding.UTF8.GetBytes($"{row.KeyId}|{row.KekId}");
}
