using Microsoft.EntityFrameworkCore;
using Payout.Payouts;
using Platform.Persistence;
using Platform.Restores;

namespace Payout.Restores;

/// <summary>
/// The last fact of each payout, at once: what answers the restore comes behind it. Its saga repeats it until it is
/// confirmed again.
/// </summary>
internal sealed class RepeatPayouts(PayoutOptions options) : IRestoreRepeats<PayoutDb>
{
    public string What => "payouts";

    /// <summary>Nobody else is told by payout.</summary>
    public bool IsFor(string service) => service is "refund-center";

    public async Task<Guid?> Say(Unit<PayoutDb> unit, RepeatPage page, CancellationToken ct)
    {
        var (payouts, last) = await page.Read<PayoutState>(unit.Db, options.RepeatPage, ct);
        var ids = payouts.ConvertAll(x => x.CorrelationId);
        var transfers = await unit.Db.Transfers.AsNoTracking().Where(x => ids.Contains(x.PayoutId))
            .ToDictionaryAsync(x => x.PayoutId, ct);
        foreach (var payout in payouts)
        {
            if (transfers.TryGetValue(payout.CorrelationId, out var transfer)) unit.Publish(payout.Fact(transfer));
            unit.Publish(new RepeatLast(payout.CorrelationId));
        }
        return last;
    }
}
