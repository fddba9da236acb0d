using Contracts;
using Gateway.Payments;
using Gateway.Problems;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// A refund that failed may still be executed by its channel, for a while that the channel's rulebook says. Until then
/// its amount is free for itself alone: under another number the payer would be paid twice by our own admission.
/// </summary>
public static class FailedRefunds
{
    /// <summary>
    /// Null when the amount fits beside them; else until when it does not. The payment is locked, so what is counted of
    /// its refunds stays as it is.
    /// </summary>
    /// <param name="asked">How much, and for which refund: what that one may do itself is no obstacle.</param>
    public static async Task<Refusal?> Refuse(
        Unit<GatewayDb> unit, Payment payment, (Money Amount, Guid Id) asked, DateTimeOffset now, CancellationToken ct)
    {
        if (!(payment.MayReviveUntil > now)) return null;
        var failed = await unit.Db.Set<Refund>().AsNoTracking()
            .Where(r => r.PaymentId == payment.Id && r.Id != asked.Id && r.MayReviveUntil > now)
            .OrderBy(r => r.MayReviveUntil).ToListAsync(ct);
        // What was counted in this transaction is not in the table yet.
        return Refuse(payment, asked.Amount, [.. failed.Select(r => unit.Db.FindLocked<Refund>(r.Id) ?? r)], now);
    }

    private static Refusal? Refuse(Payment payment, Money amount, IReadOnlyList<Refund> failed, DateTimeOffset now)
    {
        var free = payment.Refundable.Minor - failed.Sum(r => r.MayMoveYet);
        if (amount.Minor <= free) return null;
        var (room, until) = (free, now);
        foreach (var refund in failed.TakeWhile(_ => room < amount.Minor))
            (room, until) = (room + refund.MayMoveYet, refund.MayReviveUntil!.Value);
        var left = payment.Refundable with { Minor = Math.Max(0, free) };
        return new(ProblemCatalogue.FailedRefundMayRevive, $"{left} is free; try again at {until:O}.")
        {
            Param = "/amount/minor", RetryAfter = until - now,
        };
    }
}
