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
    private const int Page = 500;

    public string What => "payments";

    public bool IsFor(string service) => service == LastWords.Clearing;

    public async Task<Guid?> Say(Unit<GatewayDb> unit, RepeatPage page, CancellationToken ct)
    {
        var payments = await unit.Db.Set<Payment>().AsNoTracking()
            .Where(x => x.UpdatedAt >= page.Since && x.Id > page.After).OrderBy(x => x.Id).Take(Page).ToListAsync(ct);
        foreach (var payment in payments) unit.Publish(new PaymentCaptured(payment.Facts));
        return payments.Count == Page ? payments[^1].Id : null;
    }
}
