using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>What can be arranged at this channel; the merchant number is the app_id.</summary>
internal sealed class AlipayControl(
    MerchantBook merchants, [FromKeyedServices(AlipaySetup.Name)] MisfortuneBook misfortunes) : ISimulatedChannel
{
    public string Name => AlipaySetup.Name;

    public MisfortuneBook Misfortunes => misfortunes;

    public void Register(CapturedPayment captured, DateTimeOffset now)
    {
        var merchant = merchants.FindOrAdd(captured.Mchid);
        var payment = new Payment
        {
            TradeNo = captured.TransactionId,
            OutTradeNo = captured.OutTradeNo,
            Total = captured.Total,
            Coupon = captured.Coupon,
            Instrument = captured.Instrument ?? "card",
            PaidAt = captured.PaidAt ?? now,
            FeeBasisPoints = captured.FeeBasisPoints ?? 60,
        };
        lock (merchant.Gate)
        {
            if (merchant.Payments.TryAdd(payment.TradeNo, payment))
                merchant.PaymentsByTradeNo[payment.OutTradeNo] = payment;
        }
    }

    public Balance SetBalance(Balance balance)
    {
        var merchant = merchants.FindOrAdd(balance.Mchid);
        lock (merchant.Gate)
        {
            if (balance.Add is { } added) merchant.Available = (merchant.Available ?? 0) + added;
            else merchant.Available = balance.Available;
            merchant.TopUps++;
            return balance with { Available = merchant.Available };
        }
    }
}
