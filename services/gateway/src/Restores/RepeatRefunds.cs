using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Gateway.Restores;

/// <summary>Refunds are told by their sagas: the last word of each.</summary>
internal sealed class RepeatRefunds : IRestoreRepeats<GatewayDb>
{
    private const int Rows = 2000;

    public string What => "refunds";

    /// <summary>The others hear nothing from us.</summary>
    public bool IsFor(string service) => service is LastWords.Clearing or LastWords.RefundCenter;

    public async Task<Guid?> Say(Unit<GatewayDb> unit, RepeatPage page, CancellationToken ct)
    {
        var rows = unit.Db.Set<RefundState>().AsNoTracking().Where(x => x.CorrelationId > page.After);
        var last = await RepeatPage.EndOf(rows.Select(x => x.CorrelationId), Rows, ct);
        var refunds = await rows.Where(x => x.UpdatedAt >= page.Since && (last == null || x.CorrelationId <= last))
            .Select(x => x.CorrelationId).ToListAsync(ct);
        foreach (var refund in refunds) unit.Publish(new RepeatLast(refund, page.Service));
        return last;
    }
}
