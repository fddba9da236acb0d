using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Http;
using Platform.Operators;

namespace Platform.Messaging;

/// <summary>The desk over HTTP, in every service, for people who signed in or hold the internal key (docs/operations/dead-letters.md).</summary>
internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/internal/dead-letters").RequireInternalAuth(operatorsToo: true).ExcludeFromDescription();
        letters.MapGet("", async (string? source, DeadLetters desk, CancellationToken ct) =>
            Results.Ok(await desk.Open(source, ct)));
        letters.MapPost("/redrive", (HttpContext http, string? source, string? reason, DeadLetters desk, CancellationToken ct) =>
            string.IsNullOrWhiteSpace(source) ? Task.FromResult(Missing("source")) : Redrive(http, desk, (null, source), reason, ct));
        letters.MapPost("/{id:guid}/redrive", (HttpContext http, Guid id, string? reason, DeadLetters desk, CancellationToken ct) =>
            Redrive(http, desk, (id, null), reason, ct));
    }

    private static async Task<IResult> Redrive(
        HttpContext http, DeadLetters desk, (Guid? Id, string? Source) letters, string? reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Missing("reason");
        if (Reasons.Read(reason, out var why) is { } objection) return objection.ToResult();
        var decision = new Decision(http.Actor(), why);
        var done = await desk.Redrive(letters.Id, letters.Source, decision, ct);
        return done is { Sent: 0, Unreadable: [] }
            ? Refusals.Problem("dead_letter_not_found", StatusCodes.Status404NotFound, "There is no such open letter.")
            : Results.Ok(done);
    }

    private static IResult Missing(string parameter) =>
        Refusals.Problem("parameter_missing", StatusCodes.Status400BadRequest, $"?{parameter}= is needed.");
}
