using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Platform.Http;

namespace Platform.Operators;

/// <summary>The audit log over HTTP, in every service, for whoever signed in: pages to keep, and whether the chain holds.</summary>
internal static class AuditEndpoints
{
    private const int Page = 200;

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/internal/audit").RequireInternalAuth(operatorsToo: true).ExcludeFromDescription();
        audit.MapGet("", async (long? after, string? subject, NpgsqlDataSource database, CancellationToken ct) =>
            Results.Json((await AuditLog.Read(database, after ?? 0, subject, Page, ct)).Select(AuditView.Of), OperatorBody.Json));
        audit.MapGet("/check", Check);
    }

    private static async Task<IResult> Check(NpgsqlDataSource database, CancellationToken ct)
    {
        var chain = new AuditChain();
        AuditBreak? broken = null;
        while (broken is null && await AuditLog.Read(database, chain.Seq, null, Page, ct) is { Count: > 0 } page)
            broken = page.Select(chain.Follow).FirstOrDefault(b => b is not null);
        return Results.Json(
            new { entries = chain.Seq, hash = Convert.ToHexStringLower(chain.Hash.Span), broken }, OperatorBody.Json);
    }
}
