using Gateway.Payments;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Brings payments' sums to what became of their refunds. A saga's batch locks refunds and no payments, so it only
/// leaves a mark (<see cref="Refund.CountDue"/>); here payment and refunds are locked, in the order that everybody
/// keeps. Work over rows, not a message: nothing can get lost, and nobody waits for it, because <see cref="AskRefund"/>
/// counts itself before it refuses.
/// </summary>
public sealed class CountRefunds(Transactions<GatewayDb> transactions, TimeProvider clock) : IDueWork
{
    private const int AtOnce = 64;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var payments = await unit.Db.Set<Refund>().AsNoTracking()
            .Where(r => r.CountDue).Select(r => r.PaymentId).Distinct().Take(AtOnce).ToListAsync(ct);
        if (payments.Count == 0) return false;
        await unit.Lock(ct, [.. payments.Select(id => LockKey.Of<Payment>(id))]);
        await unit.Lock(ct, await DueOf(unit, payments, ct));
        Count(unit, clock.Now());
        return payments.Count == AtOnce;
    }, ct);

    /// <summary>The same for one payment that the caller has locked. True when something changed.</summary>
    public static async Task<bool> Of(Unit<GatewayDb> unit, Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        var due = await DueOf(unit, [payment.Id], ct);
        if (due.Length == 0) return false;
        await unit.Lock(ct, due);
        Count(unit, now);
        return true;
    }

    /// <summary>Which refunds of these payments are to be counted: for one call that locks all.</summary>
    internal static async Task<LockKey[]> DueOf(Unit<GatewayDb> unit, List<Guid> payments, CancellationToken ct)
    {
        var ids = await unit.Db.Set<Refund>().AsNoTracking()
            .Where(r => r.CountDue && payments.Contains(r.PaymentId)).Select(r => r.Id).ToListAsync(ct);
        return [.. ids.Select(id => LockKey.Of<Refund>(id))];
    }

    /// <summary>Counts those that are locked, as their payments are.</summary>
    internal static void Count(Unit<GatewayDb> unit, DateTimeOffset now)
    {
        foreach (var refund in unit.Db.Locked<Refund>().Where(r => r.CountDue).ToList())
            refund.CountOn(unit.Db.FindLocked<Payment>(refund.PaymentId)!, now);
    }
}
