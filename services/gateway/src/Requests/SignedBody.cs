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
    internal static async ValueTask<byte[]?> ReadBody(this HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > AtMost) return null;
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[4096];
        for (int read; (read = await request.Body.ReadAsync(chunk, http.RequestAborted)) > 0;)
        {
            if (buffer.Length + read > AtMost) return null;
            buffer.Write(chunk, 0, read);
        }
        var bytes = buffer.ToArray();
        http.Items[Key] = bytes;
        request.Body = new MemoryStream(bytes, writable: false);
        return bytes;
    }
}
