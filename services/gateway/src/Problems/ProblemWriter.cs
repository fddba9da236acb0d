using System.Diagnostics;
using System.Globalization;

namespace Gateway.Problems;

/// <summary>
/// Writes a <see cref="Refusal"/> as <c>application/problem+json</c> (RFC 9457) with the extensions of docs/errors.md.
/// </summary>
public static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static IResult ToResult(this Refusal refusal) => new ProblemAnswer(refusal);

    public static async Task Write(HttpContext http, Refusal refusal)
    {
        var response = http.Response;
        response.StatusCode = refusal.Kind.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } pause)
            response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(Body(http, refusal), http.RequestAborted);
    }

    /// <summary>
    /// What a merchant quotes to us: the trace when there is one, else the connection's number of the request.
    /// </summary>
    public static string RequestId(this HttpContext http) =>
        Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    private static byte[] Body(HttpContext http, Refusal refusal)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            var kind = refusal.Kind;
            var address = $"{ErrorsPage.Path}#{kind.Code}";
            json.WriteStartObject();
            json.WriteString("type", address);
            json.WriteString("title", PrefersChinese(http) ? kind.Chinese : kind.English);
            json.WriteNumber("status", kind.Status);
            if (refusal.Detail is not null) json.WriteString("detail", refusal.Detail);
            json.WriteString("instance", http.Request.Path.Value);
            json.WriteString("code", kind.Code);
            if (refusal.Param is not null) json.WriteString("param", refusal.Param);
            json.WriteString("request_id", http.RequestId());
            json.WriteString("doc_url", address);
            json.WriteBoolean("retryable", kind.Retryable);
            if (refusal.Errors.Count > 0) WriteErrors(json, refusal.Errors);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<FieldError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("pointer", error.Pointer);
            json.WriteString("code", error.Code);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static bool PrefersChinese(HttpContext http) =>
        http.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    private sealed class ProblemAnswer(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, refusal);
    }
}
