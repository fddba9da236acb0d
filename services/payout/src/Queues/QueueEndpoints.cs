using Microsoft.EntityFrameworkCore;
using Payout.Transfers;
using Platform.Http;

namespace Payout.Queues;

/// <summary>What waits for somebody, oldest first (S109).</summary>
internal static class QueueEndpoints
{
    private const int Most = 500;

    public static void MapQueues(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/queues", Read).RequireInternalAuth(operatorsToo: true);

    private static async Task<IResult> Read(PayoutDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return Results.Ok(new
        {
            payee_data_wanted = await Queue(db.Transfers.Where(x => x.Phase == TransferPhase.WantsPayee), now, ct),
            unknown_at_bank = await Queue(
                db.Transfers.Where(x => x.Phase == TransferPhase.AtBank && x.UnansweredSends > 0), now, ct),
            unplanned_at_bank = await Queue(
                db.Transfers.Where(x => x.Phase == TransferPhase.AtBank && x.DueAt == null), now, ct),
            unmatched_lines = await Unmatched(db, ct),
        });
    }

    private static async Task<List<QueueItem>> Queue(
        IQueryable<Transfer> transfers, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await transfers.AsNoTracking().OrderBy(x => x.UpdatedAt).Take(Most).ToListAsync(ct);
        return rows.ConvertAll(x => new QueueItem(
            x.PayoutId, x.No, x.Amount, x.Phase, (long)(now - x.UpdatedAt).TotalSeconds, x.DueAt, x.Sends, x.Asks,
            x.RejectedCode));
    }

    /// <summary>Movements under a number like ours that no transfer has.</summary>
    private static async Task<List<UnmatchedLine>> Unmatched(PayoutDb db, CancellationToken ct)
    {
        var lines = await db.BankLines.AsNoTracking().Where(x => x.PayoutId == null).OrderBy(x => x.SeenAt)
            .Take(Most).ToListAsync(ct);
        return lines.ConvertAll(x => new UnmatchedLine(x.BankReference, x.No, x.Kind, x.Amount, x.BookedOn));
    }
}
