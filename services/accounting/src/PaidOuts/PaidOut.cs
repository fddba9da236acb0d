using Accounting.Accounts;
using Accounting.Holds;
using Accounting.Journals;
using Contracts.Accounting;

namespace Accounting.PaidOuts;

/// <summary>
/// Books that a merchant was paid out what it had earned (结算), once per bank movement. The treasury has paid already,
/// so it is a fact: pending first, then cash, and what neither can give the merchant owes.
/// </summary>
public static class PaidOut
{
    /// <exception cref="ArgumentException">Nothing was paid.</exception>
    /// <exception cref="BookingConflictException">The movement was booked with other content.</exception>
    public static void Book(Ledger ledger, BookSettlement m)
    {
        if (!m.Amount.IsPositive) throw new ArgumentException($"Settlement {m.SettlementId} of {m.Amount}.", nameof(m));
        if (ledger.IsBooked(JournalTemplates.MerchantSettled, m.SettlementId, m.MerchantId, m.Amount)) return;
        var parties = new Parties(m.MerchantId, null, m.Amount.Currency);
        var (taken, missing) = Waterfall.Take(m.Amount, Waterfall.PendingFirst, ledger.Available(parties));
        ledger.Post(
            JournalTemplates.MerchantSettled, new JournalSource(m.SettlementId, 0), parties,
            new Amounts { Pending = taken.Pending, Cash = taken.Cash, Debt = missing });
    }
}
