using Clearing.Payments;
using Contracts.Payments;
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
        var (payments, last) = await page.Read<ClearedPayment>(unit.Db, options.RepeatPage, ct);
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
