using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Persons;

/// <summary>
/// What persons prove themselves with, kept as PBKDF2-HMAC-SHA256 with a salt of its own:
/// <c>pbkdf2-sha256$iterations$salt$hash</c>, the last two in base64.
/// </summary>
public static class PersonSecret
{
    public const int Shortest = 12;
    public const int Longest = 200;

    /// <summary>As many as OWASP asks of PBKDF2-HMAC-SHA256 (2023).</summary>
    public const int FewestIterations = 600_000;

    private const string Kind = "pbkdf2-sha256";
    private const int Size = 32;
    private const int SaltSize = 16;

    /// <summary>Without letters and digits that look alike: a part is read out and typed.</summary>
    private const string Readable = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Nobody's secret: hashing against it takes as long as against a real one.</summary>
    public static string Nobodys(int iterations) => Text(iterations, new byte[SaltSize], new byte[Size]);

    public static string Hash(string secret, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Text(iterations, salt, Derive(secret, salt, iterations));
    }

    /// <summary>Compares in constant time.</summary>
    public static bool IsRight(string secret, string kept)
    {
        var parts = kept.Split('$');
        var derived = Derive(
            secret, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[3]));
    }

    /// <summary>Long, without control characters, and not around the person's own name.</summary>
    public static bool IsGood(string secret, string name) =>
        secret.Length is >= Shortest and <= Longest && !secret.Any(char.IsControl)
        && secret.Distinct().Count() >= 5 && !secret.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>One of the two parts of a first secret: about 79 random bits, as four groups.</summary>
    public static string NewPart() => string.Join(
        '-', RandomNumberGenerator.GetString(Readable, 16).Chunk(4).Select(group => new string(group)));

    private static byte[] Derive(string secret, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, Size);

    private static string Text(int iterations, byte[] salt, byte[] hash) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
