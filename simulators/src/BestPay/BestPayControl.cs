using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>What can be arranged at this channel.</summary>
internal sealed class BestPayControl(
    MerchantBook merchants, [FromKeyedServices(BestPaySetup.Name)] MisfortuneBook misfortunes) : ISimulatedChannel
{
    public string Name => BestPaySetup.Name;

    public MisfortuneBook Misfortunes => misfortunes;

    public void Register(CapturedPayment captured, DateTimeOffset now)
    {
        var merchant = merchants.FindOrAdd(captured.Mchid);
        var payment = new Payment
        {
            No = captured.TransactionId,
            Total = captured.Total,
            Coupon = captured.Coupon,
            Instrument = captured.Instrument ?? "card",
            PaidAt = captured.PaidAt ?? now,
            FeeBasisPoints = captured.FeeBasisPoints ?? 60,
        };
        lock (merchant.Gate) merchant.Payments.TryAdd(payment.No, payment);
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
