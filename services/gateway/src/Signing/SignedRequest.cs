namespace Gateway.Signing;

/// <summary>
/// What a signature is checked against: the request as it came over the wire, its body read once as bytes.
/// </summary>
public sealed record SignedRequest(string Method, string TargetUri, ReadOnlyMemory<byte> Body)
{
    public string? Authorization { get; init; }
    public string? SignatureInput { get; init; }
    public string? Signature { get; init; }
    public string? ContentDigest { get; init; }
    public string? IdempotencyKey { get; init; }

    /// <summary>The value of a component, or null when we do not know it or the request does not have it.</summary>
    public string? Component(string name) => name switch
    {
        SignatureBase.Method => Method,
        SignatureBase.TargetUri => TargetUri,
        SignatureBase.ContentDigest => ContentDigest,
        SignatureBase.IdempotencyKey => IdempotencyKey,
        _ => null,
    };
}
