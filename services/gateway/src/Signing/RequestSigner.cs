using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Signing;

/// <summary>
/// Signs a merchant's requests as <c>/v1</c> demands: bearer key, <c>Content-Digest</c>, and an RFC 9421 signature
/// (hmac-sha256) over method, target, digest and idempotency key. Each call signs with a new nonce, so sign again
/// before every retry.
/// </summary>
/// <param name="apiKey">As given out once: <c>keyid.secret</c>.</param>
/// <param name="signingSecret">As given out once: base64.</param>
/// <param name="time">Real time; signatures are good for 300 s.</param>
public sealed class RequestSigner(string apiKey, string signingSecret, TimeProvider time)
{
    private readonly byte[] secret = Convert.FromBase64String(signingSecret);
    private readonly string keyId = apiKey.Split('.')[0];

    public async Task Sign(HttpRequestMessage request, CancellationToken ct = default)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(ct);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        foreach (var (name, value) in Headers(
            request.Method.Method, request.RequestUri!.AbsoluteUri, IdempotencyKeyOf(request), body))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>
    /// The headers <c>Content-Digest</c> (when there is a body), <c>Signature-Input</c> and <c>Signature</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers(
        string method, string targetUri, string? idempotencyKey, byte[] body)
    {
        var components = new List<KeyValuePair<string, string>>
        {
            new(SignatureBase.Method, method), new(SignatureBase.TargetUri, targetUri),
        };
        var headers = new List<KeyValuePair<string, string>>();
        if (body.Length > 0)
        {
            headers.Add(new("Content-Digest", SignatureBase.Digest(body)));
            components.Add(new(SignatureBase.ContentDigest, SignatureBase.Digest(body)));
        }
        if (idempotencyKey is not null) components.Add(new(SignatureBase.IdempotencyKey, idempotencyKey));

        var parameters = Parameters(components.Select(c => c.Key));
        var signature = SignatureBase.Sign(secret, SignatureBase.Bytes(components, parameters));
        headers.Add(new("Signature-Input", "sig1=" + parameters));
        headers.Add(new("Signature", $"sig1=:{Convert.ToBase64String(signature)}:"));
        return headers;
    }

    private string Parameters(IEnumerable<string> names)
    {
        var text = new StringBuilder("(").AppendJoin(' ', names.Select(n => $"\"{n}\"")).Append(')');
        text.Append(";created=").Append(time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        text.Append(";nonce=\"").Append(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).Append('"');
        text.Append(";keyid=\"").Append(keyId).Append('"');
        return text.Append(";alg=\"").Append(SignatureBase.Algorithm).Append('"').ToString();
    }

    private static string? IdempotencyKeyOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues("Idempotency-Key", out var values) ? string.Join(", ", values) : null;
}
