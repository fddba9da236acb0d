using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Platform.Http;

namespace Platform.Operators;

/// <summary>What a person sends: a JSON object, read strictly; and how a person is answered, in every service alike.</summary>
public static class OperatorBody
{
    private const int AtMost = 64 * 1024;

    /// <summary>snake_case; what is unknown, doubled, missing or null where a value is needed is an error.</summary>
    public static JsonSerializerOptions Json { get; } = HttpJson.Configure(new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    });

    /// <summary>Null when it is not what the address knows.</summary>
    public static async Task<T?> Read<T>(HttpRequest request, CancellationToken ct) where T : class
    {
        if (request.ContentLength > AtMost) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > AtMost) return null;
            buffer.Write(chunk, 0, read);
        }
        try
        {
            return JsonSerializer.Deserialize<T>(buffer.ToArray(), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
