using System.Security.Cryptography;
using System.Text;

namespace Gateway.IdempotencyKeys;

/// <summary>
/// A write that was answered, with its answer: the same request again gets the same bytes again. Kept 30 days.
/// </summary>
public sealed class IdempotencyKey
{
    private const int Longest = 255;

    public Guid MerchantId { get; init; }

    public required string Method { get; init; }

    /// <summary>The route's template, so that a key may be used once per kind of request.</summary>
    public required string Route { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and raw body.</summary>
    public required byte[] Fingerprint { get; init; }

    public int Status { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public required byte[] Body { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The key as it counts: bare or quoted (RFC 8941 String), 1 to 255 visible ASCII characters. Null when it is not.
    /// </summary>
    public static string? Parse(string header)
    {
        var key = header.Length >= 2 && header[0] == '"' && header[^1] == '"' ? header[1..^1] : header;
        var good = key.Length is >= 1 and <= Longest && key.All(c => c is > ' ' and <= '~' and not ('"' or '\\'));
        return good ? key : null;
    }

    public static byte[] FingerprintOf(string method, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method}\n{path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
