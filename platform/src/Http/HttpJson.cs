using System.Text.Json.Serialization;

namespace Platform.Http;

/// <summary>How every service writes JSON over HTTP, to merchants as to operators: snake_case names, states as words.</summary>
public static class HttpJson
{
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        return options;
    }
}
