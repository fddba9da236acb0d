using System.Security.Cryptography;
using System.Text;

namespace Gateway.Merchants;

/// <summary>
/// What a merchant's server proves itself with: a secret of which only the hash is kept, and a signing secret that we
/// need ourselves to check signatures and so keep sealed.
/// </summary>
public sealed class ApiKey
{
    /// <summary>The public part, for example <c>rk_3f…</c>; the <c>keyid</c> of signatures.</summary>
    public required string Id { get; init; }

    public Guid MerchantId { get; init; }

    /// <summary>SHA-256 of the secret part. The secret has 256 random bits, so no slow hash is needed.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The signing secret, sealed by <see cref="SecretBox"/>.</summary>
    public required byte[] SealedSigningSecret { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Compares in constant time.</summary>
    public bool IsSecret(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), SecretHash);
}
