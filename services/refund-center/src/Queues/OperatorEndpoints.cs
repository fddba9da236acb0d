using Microsoft.EntityFrameworkCore;
using Platform.Http;
using RefundCenter.Legs;

namespace RefundCenter.Queues;

/// <summary>
/// What operators see: a refund's legs with all that was sent and proven, and the queues of what waits for somebody
/// (S109).
/// </summary>
public static class OperatorEndpoints
{
    private const int Page = 200;

    public static void MapOperators(this WebApplication app)
    {
        var reads = app.MapGroup("/internal").RequireInternalAuth(operatorsToo: true);
        reads.MapGet("/refunds/{id:guid}/legs", Legs);
        reads.MapGet("/queues", Queues);
    }

    private static async Task<IResult> Legs(Guid id, RefundCenterDb db, CancellationToken ct)
    {
        var legs = await db.Legs.AsNoTracking().Where(l => l.RefundId == id).OrderBy(l => l.Ordinal).ToListAsync(ct);
        if (legs.Count == 0)
            return Refusals.Problem(
                "legs_not_found", StatusCodes.Status404NotFound, "The refund has no legs here.");
        var ids = legs.ConvertAll(l => l.Id);
        var sends = await db.Sends.AsNoTracking().Where(s => ids.Contains(s.LegId)).OrderBy(s => s.No)
            .Select(s => new
            {
                s.LegId,
                View = new SendView(
                    s.No, s.Step, s.Operation, s.ClaimedAt, s.AnsweredAt, s.Answer, s.Detail, s.LapsedAt),
            })
            .ToListAsync(ct);
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.RefundId == id).ToListAsync(ct);
        return Results.Json(legs.Select(leg => LegView.Of(
            leg, [.. sends.Where(s => s.LegId == leg.Id).Select(s => s.View)],
            certificates.Find(c => c.Ordinal == leg.Ordinal))));
    }

    private static async Task<IResult> Queues(RefundCenterDb db, TimeProvider clock, CancellationToken ct)
    {
        var (now, open) = (clock.GetUtcNow(),
            db.Legs.AsNoTracking().Where(l => l.DiedAt == null && l.Status != LegStatus.Succeeded));
        return Results.Json(new
        {
            unknownAtChannel = await Read(
                open.Where(l => l.Status == LegStatus.Unknown || l.Status == LegStatus.Dying), now, ct),
            needsOperator = await Read(open.Where(l => l.WaitingFor == "operator"), now, ct),
            channelFundsWanted = await Read(open.Where(l => l.WaitingFor == "channel_funds"), now, ct),
            payeeDataWanted = await Read(open.Where(l => l.WaitingFor == "payee_data"), now, ct),
            channelsDown = await db.ChannelBreakers.AsNoTracking().Where(b => b.OpenedAt != null).OrderBy(b => b.OpenedAt)
                .Select(b => new { b.Channel, Since = b.OpenedAt, b.Failures, NextTryAt = b.ProbeAt })
                .ToListAsync(ct),
            cases = await db.Cases.AsNoTracking().Where(c => c.ClosedAt == null).OrderBy(c => c.OpenedAt).Take(Page)
                .Select(c => new { c.Id, c.RefundId, c.Ordinal, c.Kind, c.Detail, c.OpenedAt })
                .ToListAsync(ct),
        });
    }

    private static async Task<IReadOnlyList<QueueItem>> Read(
        IQueryable<Leg> legs, DateTimeOffset now, CancellationToken ct)
    {
        var page = await legs.OrderBy(l => l.CreatedAt).Take(Page).ToListAsync(ct);
        return page.ConvertAll(leg => QueueItem.Of(leg, now));
    }
}
