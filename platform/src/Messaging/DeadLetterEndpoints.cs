using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Http;
using Platform.Operators;

namespace Platform.Messaging;

/// <summary>
/// The desk over HTTP, in every service (docs/operations/dead-letters.md). Who signed in or holds the internal key may look; what becomes of a
/// letter a person of the desk decides, with a reason.
/// </summary>
internal static class DeadLetterEndpoints
{
    private const string Address = "/internal/dead-letters";

    /// <summary>Whoever works on refunds.</summary>
    private const string Role = "desk";

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        app.MapGet(Address, async (string? source, DeadLetters desk, CancellationToken ct) => Results.Ok(await desk.Open(source, ct)))
            .RequireInternalAuth(operatorsToo: true).ExcludeFromDescription();
        var acts = app.MapGroup(Address).RequireOperator(Role).ExcludeFromDescription();
        acts.MapPost("/redrive", (HttpContext http, string? source, string? reason, DeadLetters desk, CancellationToken ct) =>
            string.IsNullOrWhiteSpace(source) ? Task.FromResult(Missing("source")) : Redrive(http, desk, (null, source), reason, ct));
        acts.MapPost("/{id:guid}/redrive", (HttpContext http, Guid id, string? reason, DeadLetters desk, CancellationToken ct) =>
            Redrive(http, desk, (id, null), reason, ct));
        acts.MapPost("/{id:guid}/discard", Discard);
    }

    private static async Task<IResult> Redrive(
        HttpContext http, DeadLetters desk, (Guid? Id, string? Source) letters, string? reason, CancellationToken ct)
    {
        if (Refusal(reason, out var why) is { } refusal) return refusal;
        var done = await desk.Redrive(letters.Id, letters.Source, new Decision(http.Operator(), why), ct);
        return done is { Sent: 0, Unreadable: [] } ? NotFound() : Results.Ok(done);
    }

    private static async Task<IResult> Discard(HttpContext http, Guid id, string? reason, DeadLetters desk, CancellationToken ct)
    {
        if (Refusal(reason, out var why) is { } refusal) return refusal;
        return await desk.Discard(id, new Decision(http.Operator(), why), ct) ? Results.NoContent() : NotFound();
    }

    private static IResult? Refusal(string? text, [NotNull] out string? reason)
    {
        var objection = Reasons.Read(text, out reason);
        return string.IsNullOrWhiteSpace(text) ? Missing("reason") : objection?.ToResult();
    }

    private static IResult NotFound() =>
        Refusals.Problem("dead_letter_not_found", StatusCodes.Status404NotFound, "There is no such open letter.");

    private static IResult Missing(string parameter) =>
        Refusals.Problem("parameter_missing", StatusCodes.Status400BadRequest, $"?{parameter}= is needed.");
}
