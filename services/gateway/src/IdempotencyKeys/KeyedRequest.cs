using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Merchants;
using Gateway.Requests;

namespace Gateway.IdempotencyKeys;

/// <summary>A write as its idempotency key names it: what is asked once more under the same name must be the same.</summary>
/// <param name="Route">The route's template.</param>
/// <param name="Fingerprint">SHA-256 of method, path and raw body.</param>
public sealed record KeyedRequest(Guid MerchantId, string Method, string Route, string Key, byte[] Fingerprint)
{
    /// <summary>Who holds this advisory lock works on the request.</summary>
    public long LockNumber => BinaryPrimitives.ReadInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{MerchantId:N}\n{Method}\n{Route}\n{Key}")));

    public static KeyedRequest Of(HttpContext http, string key) => new(
        http.Merchant().Id, http.Request.Method, ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!, key,
        IdempotencyKey.FingerprintOf(http.Request.Method, http.Request.Path, http.Body().Span));

    public IdempotencyKey Answered(Answer answer, DateTimeOffset now) => new()
    {
        MerchantId = MerchantId,
        Method = Method,
        Route = Route,
        Key = Key,
        Fingerprint = Fingerprint,
        Status = answer.Status,
        Location = answer.Location,
        ETag = answer.ETag,
        Body = answer.Body,
        CreatedAt = now,
    };
}
