using System.Security.Cryptography;
using Gateway.Merchants;
using Gateway.Problems;

namespace Gateway.Signing;

/// <summary>
/// Finds out who sent a request: API key, freshness, digest, then signature (RFC 9421, hmac-sha256). Cheap checks come
/// first; what a refusal says never tells which byte was wrong.
/// </summary>
public sealed class SignatureCheck(KeyDirectory keys, [FromKeyedServices("real")] TimeProvider time)
{
    /// <summary>How far a signature's time may be from ours, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private const string Bearer = "Bearer ";
    private static readonly string[] AlwaysCovered = [SignatureBase.Method, SignatureBase.TargetUri];

    /// <returns>The merchant and the nonce that it used, or why not.</returns>
    public async ValueTask<(MerchantIdentity? Merchant, string? Nonce, Refusal? Refusal)> Check(
        SignedRequest request, CancellationToken ct)
    {
        if (request.Authorization is not { } sent || !sent.StartsWith(Bearer, StringComparison.Ordinal)
            || request.SignatureInput is null || request.Signature is null)
            return Refused(ProblemCatalogue.AuthenticationMissing);

        var (keyId, secret) = Split(sent[Bearer.Length..]);
        if (await keys.Find(keyId, ct) is not { } known || !known.Key.IsSecret(secret))
            return Refused(ProblemCatalogue.ApiKeyInvalid);

        if (SignatureInput.Parse(request.SignatureInput) is not { } input || Malformed(request, input, keyId))
            return Refused(ProblemCatalogue.SignatureMalformed);
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - input.Created) > Window.TotalSeconds)
            return Refused(ProblemCatalogue.SignatureExpired);
        if (request.ContentDigest is { } digest && !Same(digest, SignatureBase.Digest(request.Body.Span)))
            return Refused(ProblemCatalogue.DigestMismatch);

        return IsRight(request, input, known.SigningSecret)
            ? (known.Merchant, input.Nonce, null)
            : Refused(ProblemCatalogue.SignatureInvalid);
    }

    /// <summary>
    /// Covers what our profile demands, nothing that the request lacks, and names the key that was presented.
    /// </summary>
    private static bool Malformed(SignedRequest request, SignatureInput input, string keyId) =>
        input.KeyId != keyId
        || input.Algorithm is not (null or SignatureBase.Algorithm)
        || AlwaysCovered.Except(input.Components).Any()
        || input.Components.Any(c => request.Component(c) is null)
        || (HasBody(request) && !input.Components.Contains(SignatureBase.ContentDigest))
        || (request.IdempotencyKey is not null && !input.Components.Contains(SignatureBase.IdempotencyKey));

    private static bool HasBody(SignedRequest request) => !request.Body.IsEmpty || request.ContentDigest is not null;

    private static bool IsRight(SignedRequest request, SignatureInput input, byte[] secret)
    {
        var prefix = input.Label + "=:";
        if (request.Signature is not [.., ':'] || !request.Signature.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var given = new byte[HMACSHA256.HashSizeInBytes];
        var text = request.Signature.Length > prefix.Length ? request.Signature[prefix.Length..^1] : "";
        if (!Convert.TryFromBase64String(text, given, out var length) || length != given.Length) return false;
        var signed = SignatureBase.Bytes(
            input.Components.Select(c => KeyValuePair.Create(c, request.Component(c)!)), input.Parameters);
        return CryptographicOperations.FixedTimeEquals(given, SignatureBase.Sign(secret, signed));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static (string KeyId, string Secret) Split(string apiKey)
    {
        var dot = apiKey.IndexOf('.');
        return dot < 0 ? (apiKey, "") : (apiKey[..dot], apiKey[(dot + 1)..]);
    }

    private static (MerchantIdentity?, string?, Refusal?) Refused(ProblemKind kind) => (null, null, new Refusal(kind));
}
