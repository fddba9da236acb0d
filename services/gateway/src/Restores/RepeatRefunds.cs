using Gateway.Refunds;
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
        var (refunds, last) = await page.Read<RefundState>(unit.Db, Rows, ct);
        foreach (var refund in refunds) unit.Publish(new RepeatLast(refund.CorrelationId, page.Service));
        return last;
    }
}
