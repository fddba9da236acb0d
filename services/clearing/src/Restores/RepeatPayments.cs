using Clearing.Payments;
using Contracts.Payments;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Clearing.Restores;

/// <summary>Accounting is ordered again to book them, gateway is told again that they are cleared.</summary>
internal sealed class RepeatPayments(ClearingOptions options) : IRestoreRepeats<ClearingDb>
{
    public string What => "payments";

    public bool IsFor(string service) => service is Neighbours.Accounting or Neighbours.Gateway;

    public async Task<Guid?> Say(Unit<ClearingDb> unit, RepeatPage page, CancellationToken ct)
    {
        var payments = await unit.Db.Payments.AsNoTracking()
            .Where(x => x.UpdatedAt >= page.Since && x.PaymentId > page.After)
            .OrderBy(x => x.PaymentId).Take(options.RepeatPage).ToListAsync(ct);
        foreach (var payment in payments)
        {
            if (page.Service is Neighbours.Accounting) unit.Publish(payment.BookCapture());
            else if (payment.BookedAt is not null) unit.Publish(new PaymentCleared(payment.PaymentId, payment.MerchantId));
        }
        return payments.Count == options.RepeatPage ? payments[^1].PaymentId : null;
    }
}
