using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.BankPortal;

/// <summary>What can be arranged at this bank.</summary>
internal sealed class PortalControl(
    PortalBook book, [FromKeyedServices(PortalSetup.Name)] MisfortuneBook misfortunes) : ISimulatedChannel
{
    public string Name => PortalSetup.Name;

    public MisfortuneBook Misfortunes => misfortunes;

    public void Register(CapturedPayment payment, DateTimeOffset now)
    {
        var merchant = book.Of(payment.Mchid);
        lock (merchant.Gate) merchant.Payments.TryAdd(payment.TransactionId, new PortalPayment(payment.Total));
    }

    public Balance SetBalance(Balance balance)
    {
        var merchant = book.Of(balance.Mchid);
        lock (merchant.Gate)
        {
            merchant.Available = balance.Add is { } added ? (merchant.Available ?? 0) + added : balance.Available;
            return balance with { Available = merchant.Available };
        }
    }
}
