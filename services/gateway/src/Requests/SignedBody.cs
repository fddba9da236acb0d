using Platform.Http;

namespace Gateway.Requests;

/// <summary>A request's body, read once as bytes: what was signed is what is parsed, hashed and forwarded.</summary>
public static class SignedBody
{
    /// <summary>The most that an address under <c>/v1</c> accepts.</summary>
    public const int AtMost = 64 * 1024;

    private static readonly object Key = new();

    /// <summary>The bytes, empty when there was no body.</summary>
    public static ReadOnlyMemory<byte> Body(this HttpContext http) => http.Items[Key] is byte[] bytes ? bytes : default;

    /// <summary>
    /// Null when the body is larger than <see cref="AtMost"/>. Later readers find the same bytes again.
    /// </summary>
    internal static async Task<byte[]?> ReadBody(this HttpContext http)
    {
        if (await http.Request.ReadAtMost(AtMost, http.RequestAborted) is not { } bytes) return null;
        http.Items[Key] = bytes;
        http.Request.Body = new MemoryStream(bytes, writable: false);
        return bytes;
    }
}
