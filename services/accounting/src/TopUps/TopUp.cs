using Accounting.Accounts;
using Accounting.Journals;
using Contracts.Accounting;

namespace Accounting.TopUps;

/// <summary>Books money that the merchant sent us for its refunds (S104), once per bank movement.</summary>
public static class TopUp
{
    /// <exception cref="ArgumentException">Nothing came.</exception>
    /// <exception cref="BookingConflictException">The movement was booked with other content.</exception>
    public static void Book(Ledger ledger, BookTopUp m)
    {
        if (!m.Amount.IsPositive) throw new ArgumentException($"Top-up {m.TopUpId} of {m.Amount}.", nameof(m));
        if (ledger.IsBooked(JournalTemplates.TopUp, m.TopUpId, m.MerchantId, m.Amount)) return;
        ledger.Post(
            JournalTemplates.TopUp, new JournalSource(m.TopUpId, 0), new Parties(m.MerchantId, null, m.Amount.Currency),
            new Amounts { Moved = m.Amount.Minor });
    }
}
