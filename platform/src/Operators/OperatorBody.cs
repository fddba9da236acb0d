using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Platform.Http;

namespace Platform.Operators;

/// <summary>What a person sends: a JSON object, read strictly; and how a person is answered, in every service alike.</summary>
public static class OperatorBody
{
    /// <summary>In bytes: enough for whatever people write themselves.</summary>
    public const int UsualLimit = 64 * 1024;

    /// <summary>snake_case; what is unknown, doubled, missing or null where a value is needed is an error.</summary>
    public static JsonSerializerOptions Json { get; } = HttpJson.Configure(new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    });

    /// <summary>Null when it is not what the address knows, or larger than so many bytes.</summary>
    public static async Task<T?> Read<T>(HttpRequest request, CancellationToken ct, int atMost = UsualLimit) where T : class =>
        await request.ReadAtMost(atMost, ct) is { } body ? Parse<T>(body) : null;

    private static T? Parse<T>(byte[] body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
