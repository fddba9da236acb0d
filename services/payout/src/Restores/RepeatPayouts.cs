using Payout.Payouts;
using Platform.Persistence;
using Platform.Restores;

namespace Payout.Restores;

/// <summary>Payouts are told by their sagas: the last fact of each.</summary>
internal sealed class RepeatPayouts(PayoutOptions options) : IRestoreRepeats<PayoutDb>
{
    public string What => "payouts";

    /// <summary>Nobody else is told by payout.</summary>
    public bool IsFor(string service) => service is "refund-center";

    public async Task<Guid?> Say(Unit<PayoutDb> unit, RepeatPage page, CancellationToken ct)
    {
        var (payouts, last) = await page.Read<PayoutState>(unit.Db, options.RepeatPage, ct);
        foreach (var payout in payouts) unit.Publish(new RepeatLast(payout.CorrelationId));
        return last;
    }
}
