using Clearing.Deductions;
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
        var (refunds, last) = await page.Read<DeductionState>(unit.Db, options.RepeatPage, ct);
        foreach (var refund in refunds) unit.Publish(new RepeatLast(refund.CorrelationId, page.Service));
        return last;
    }
}
