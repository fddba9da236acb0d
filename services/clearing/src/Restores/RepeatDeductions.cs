using Clearing.Deductions;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Clearing.Restores;

/// <summary>Deductions are told by their sagas: the last command to accounting, the last answer to gateway.</summary>
internal sealed class RepeatDeductions(ClearingOptions options) : IRestoreRepeats<ClearingDb>
{
    public string What => "deductions";

    /// <summary>The others neither order clearing nor are ordered by it.</summary>
    public bool IsFor(string service) => service is Neighbours.Accounting or Neighbours.Gateway;

    public async Task<Guid?> Say(Unit<ClearingDb> unit, RepeatPage page, CancellationToken ct)
    {
        var rows = unit.Db.Deductions.AsNoTracking().Where(x => x.CorrelationId > page.After);
        var last = await RepeatPage.EndOf(rows.Select(x => x.CorrelationId), options.RepeatPage, ct);
        var refunds = await rows.Where(x => x.UpdatedAt >= page.Since && (last == null || x.CorrelationId <= last))
            .Select(x => x.CorrelationId).ToListAsync(ct);
        foreach (var refund in refunds) unit.Publish(new RepeatLast(refund, page.Service));
        return last;
    }
}
