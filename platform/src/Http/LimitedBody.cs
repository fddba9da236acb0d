using Microsoft.AspNetCore.Http;

namespace Platform.Http;

/// <summary>Reads a request's body as bytes, and never more of it than allowed, whatever it claims of its size.</summary>
public static class LimitedBody
{
    /// <summary>All of it; null when it is larger than so many bytes.</summary>
    public static async Task<byte[]?> ReadAtMost(this HttpRequest request, int bytes, CancellationToken ct)
    {
        if (request.ContentLength > bytes) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > bytes) return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}
