using Gateway.Payments;
using Gateway.Refunds;
using Platform.Persistence;
using Platform.Restores;

namespace Gateway.Restores;

/// <summary>Payments are told by their fact; refund-center has them from its orders.</summary>
internal sealed class RepeatPayments : IRestoreRepeats<GatewayDb>
{
    private const int Rows = 2000;

    public string What => "payments";

    public bool IsFor(string service) => service == LastWords.Clearing;

    public async Task<Guid?> Say(Unit<GatewayDb> unit, RepeatPage page, CancellationToken ct)
    {
        var (payments, last) = await page.Read<Payment>(unit.Db, Rows, ct);
        foreach (var payment in payments) unit.Publish(payment.Captured);
        return last;
    }
}
