using Microsoft.EntityFrameworkCore;
using Platform.Http;

namespace Reconciliation.Breaks;

/// <summary>The list from which operators work (S62, S222).</summary>
public static class BreaksEndpoints
{
    public static void MapBreaks(this IEndpointRouteBuilder internalApi) => internalApi.MapGet("/breaks", List);

    /// <summary>Breaks in the order in which they were first seen.</summary>
    private static async Task<IResult> List(
        ReconciliationDb db, TimeProvider clock, [AsParameters] BreakQuery query, CancellationToken ct)
    {
        if (!query.TryReadState(out var state))
            return Refusals.Problem("invalid_parameter", StatusCodes.Status400BadRequest, "state is open or closed.");
        var limit = Math.Clamp(query.Limit ?? 100, 1, 500);
        var breaks = await db.Breaks.AsNoTracking()
            .Where(x => x.Id > (query.After ?? 0) && (state == null || x.State == state))
            .OrderBy(x => x.Id).Take(limit).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return Results.Ok(new
        {
            items = breaks.Select(x => View(x, now)),
            next = breaks.Count == limit ? breaks[^1].Id : (long?)null,
        });
    }

    private static object View(Break x, DateTimeOffset now) => new
    {
        x.Id,
        kind = BreakMapping.WordOf(x.Kind),
        x.Channel,
        channel_merchant = x.ChannelMerchant,
        x.No,
        channel_no = x.ChannelNo,
        refund_id = x.RefundId,
        x.Day,
        x.Ours,
        x.Theirs,
        state = x.State == BreakState.Open ? "open" : "closed",
        opened_at = x.OpenedAt,
        closed_at = x.ClosedAt,
        age_seconds = (long)((x.ClosedAt ?? now) - x.OpenedAt).TotalSeconds,
    };
}
