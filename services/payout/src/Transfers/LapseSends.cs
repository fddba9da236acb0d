using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>
/// A lease that ended without an answer is the answer unknown: it is noted, and the questions already planned go on.
/// </summary>
internal sealed class LapseSends(Transactions<PayoutDb> transactions, TransferTimes times) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        const string Lapse =
            "UPDATE sends SET lapsed = true WHERE answered_at IS NULL AND NOT lapsed AND lease_until < $1";
        await transactions.Run(unit => unit.Db.Execute(Lapse, ct, times.Real), ct);
        return false;
    }
}
