using Gateway.Problems;

namespace Gateway.Requests;

/// <summary>What a request is answered with: a body as exact bytes, or a refusal.</summary>
public sealed record Answer : IResult
{
    public const string Json = "application/json";

    private Answer(int status, byte[] body) => (Status, Body) = (status, body);

    public int Status { get; }

    public byte[] Body { get; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    /// <summary>Stored from an earlier request with the same key.</summary>
    public bool IsReplay { get; init; }

    public Refusal? Refusal { get; private init; }

    public static Answer Of<T>(int status, T body) => new(status, ApiJson.Write(body));

    public static Answer Stored(int status, byte[] body) => new(status, body) { IsReplay = true };

    public static implicit operator Answer(Refusal refusal) => new(refusal.Kind.Status, []) { Refusal = refusal };

    public static implicit operator Answer(ProblemKind kind) => new Refusal(kind);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Refusal is not null) return ProblemWriter.Write(httpContext, Refusal);
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (Status, Json, Body.Length);
        if (Location is not null) response.Headers.Location = Location;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (IsReplay) response.Headers["Idempotent-Replayed"] = "true";
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}
