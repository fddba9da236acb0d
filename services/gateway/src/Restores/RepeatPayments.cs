using Contracts.Payments;
using Gateway.Payments;
using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
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
        var rows = unit.Db.Set<Payment>().AsNoTracking().Where(x => x.Id > page.After);
        var last = await RepeatPage.EndOf(rows.Select(x => x.Id), Rows, ct);
        var payments = await rows.Where(x => x.UpdatedAt >= page.Since && (last == null || x.Id <= last)).ToListAsync(ct);
        foreach (var payment in payments) unit.Publish(new PaymentCaptured(payment.Facts));
        return last;
    }
}
