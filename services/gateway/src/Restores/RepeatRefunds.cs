using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Gateway.Restores;

/// <summary>Refunds are told by their sagas: the last word of each.</summary>
internal sealed class RepeatRefunds : IRestoreRepeats<GatewayDb>
{
    private const int Page = 500;

    public string What => "refunds";

    /// <summary>The others hear nothing from us.</summary>
    public bool IsFor(string service) => service is LastWords.Clearing or LastWords.RefundCenter;

    public async Task<Guid?> Say(Unit<GatewayDb> unit, RepeatPage page, CancellationToken ct)
    {
        var refunds = await unit.Db.Set<RefundState>().AsNoTracking()
            .Where(x => x.UpdatedAt >= page.Since && x.CorrelationId > page.After).OrderBy(x => x.CorrelationId)
            .Select(x => x.CorrelationId).Take(Page).ToListAsync(ct);
        foreach (var refund in refunds) unit.Publish(new RepeatLast(refund, page.Service));
        return refunds.Count == Page ? refunds[^1] : null;
    }
}
