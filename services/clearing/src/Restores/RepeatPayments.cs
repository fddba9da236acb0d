using Clearing.Payments;
using Contracts.Payments;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Restores;

namespace Clearing.Restores;

/// <summary>
/// Accounting is ordered again to book them; gateway is told again what was captured and that it is cleared.
/// </summary>
internal sealed class RepeatPayments(ClearingOptions options) : IRestoreRepeats<ClearingDb>
{
    public string What => "payments";

    public bool IsFor(string service) => service is Neighbours.Accounting or Neighbours.Gateway;

    public async Task<Guid?> Say(Unit<ClearingDb> unit, RepeatPage page, CancellationToken ct)
    {
        var rows = unit.Db.Payments.AsNoTracking().Where(x => x.PaymentId > page.After);
        var last = await RepeatPage.EndOf(rows.Select(x => x.PaymentId), options.RepeatPage, ct);
        var payments = await rows.Where(x => x.UpdatedAt >= page.Since && (last == null || x.PaymentId <= last))
            .ToListAsync(ct);
        foreach (var payment in payments)
        {
            if (page.Service is Neighbours.Accounting) unit.Publish(payment.BookCapture());
            else unit.Publish(new PaymentCaptured(payment.Facts));
            if (page.Service is Neighbours.Gateway && payment.BookedAt is not null)
                unit.Publish(new PaymentCleared(payment.PaymentId, payment.MerchantId));
        }
        return last;
    }
}
