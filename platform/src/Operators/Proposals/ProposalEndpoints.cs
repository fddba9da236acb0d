using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;

namespace Platform.Operators.Proposals;

/// <summary>Proposals over HTTP, in every service (docs/operations/operator-desk.md).</summary>
internal static class ProposalEndpoints
{
    public static void MapProposals(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<IProposalDesk>();  // a kind of another database, or two of a name, stop the start
        var reads = app.MapGroup("/internal/proposals").RequireInternalAuth(operatorsToo: true).ExcludeFromDescription();
        reads.MapGet("", async (IProposalDesk desk, CancellationToken ct) =>
            Results.Json(await desk.Open(ct), OperatorBody.Json));
        reads.MapGet("/{id:guid}", async (Guid id, IProposalDesk desk, CancellationToken ct) =>
            await desk.Find(id, ct) is { } found ? Results.Json(found, OperatorBody.Json) : ProposalObjections.NotFound.ToResult());

        var writes = app.MapGroup("/internal/proposals").RequireOperator().ExcludeFromDescription();
        writes.MapPost("", Make);
        foreach (var (path, act) in new[]
        {
            ("edit", ProposalActKind.Edited), ("withdraw", ProposalActKind.Withdrawn), ("return", ProposalActKind.Returned),
            ("approve", ProposalActKind.Approved), ("reject", ProposalActKind.Rejected),
        })
            writes.MapPost($"/{{id:guid}}/{path}", (Guid id, HttpContext http, IProposalDesk desk) => Act(http, desk, id, act));
    }

    private static async Task<IResult> Make(HttpContext http, IProposalDesk desk)
    {
        if (await OperatorBody.Read<ProposalWish>(http.Request, http.RequestAborted) is not { } wish)
            return Objection.BodyInvalid.ToResult();
        var (answer, objection) = await desk.Make(http.Operator(), wish, http.RequestAborted);
        return objection?.ToResult() ?? Results.Json(answer, OperatorBody.Json, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Act(HttpContext http, IProposalDesk desk, Guid id, ProposalActKind act)
    {
        if (await OperatorBody.Read<ActWish>(http.Request, http.RequestAborted) is not { } wish)
            return Objection.BodyInvalid.ToResult();
        var (answer, objection) = await desk.Act(http.Operator(), id, act, wish, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";          // it may tell what is told once
        return objection?.ToResult() ?? Results.Json(answer, OperatorBody.Json);
    }
}
