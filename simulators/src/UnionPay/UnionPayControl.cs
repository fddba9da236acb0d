using Simulators.Control;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.UnionPay;

/// <summary>What can be arranged at this channel.</summary>
internal sealed class UnionPayControl(
    MerchantBook merchants, World world, [FromKeyedServices(UnionPaySetup.Name)] MisfortuneBook misfortunes)
    : ISimulatedChannel
{
    private long lastAdjustment;

    public string Name => UnionPaySetup.Name;

    public MisfortuneBook Misfortunes => misfortunes;

    /// <exception cref="ArgumentException">A number is too long for the columns of the files.</exception>
    public void Register(CapturedPayment captured, DateTimeOffset now)
    {
        if (captured is not { Mchid.Length: 15, TransactionId.Length: > 0 and <= 21, OutTradeNo.Length: <= 32 })
            throw new ArgumentException("merId has 15 characters, queryId at most 21, orderId at most 32.");
        var merchant = merchants.FindOrAdd(captured.Mchid);
        var payment = new Payment(
            captured.TransactionId, captured.OutTradeNo, captured.Total, captured.PaidAt ?? now,
            captured.FeeBasisPoints ?? 60);
        lock (merchant.Gate) merchant.Payments.TryAdd(payment.QueryId, payment);
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

    /// <summary>Books a dispute against the merchant; it stands in the day's ZME.</summary>
    public void Adjust(Adjustment adjustment)
    {
        var merchant = merchants.FindOrAdd(adjustment.Mchid);
        var (now, no) = (world.Now, $"A{Interlocked.Increment(ref lastAdjustment):D6}");
        lock (merchant.Gate)
        {
            world.Truth.Append(new TruthLine(
                UnionPaySetup.Name, "adjustment", merchant.MerId, no, adjustment.TransactionId, no, adjustment.Minor,
                "CNY", "payer", now, ClearingDay.Of(now)));
            merchant.Adjustments.Add((adjustment, now));
        }
    }
}

/// <summary>A charge-back or correction, in fen.</summary>
internal sealed record Adjustment(string Mchid, string TransactionId, long Minor);
