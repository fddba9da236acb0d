using Accounting.Accounts;
using Accounting.Holds;
using Accounting.Journals;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Captures;

/// <summary>Books a captured payment, once.</summary>
public static class Capture
{
    /// <exception cref="ArgumentException">Nothing was paid, or the fee is negative or in another currency.</exception>
    /// <exception cref="BookingConflictException">It was booked for another merchant or amount.</exception>
    public static void Book(Ledger ledger, BookCapture m)
    {
        if (!m.Paid.IsPositive || m.Fee.Minor < 0 || m.Fee.Currency != m.Paid.Currency)
            throw new ArgumentException($"Payment {m.PaymentId}: paid {m.Paid}, fee {m.Fee}.", nameof(m));
        if (ledger.IsBooked(JournalTemplates.PaymentCaptured, m.PaymentId, m.MerchantId, m.Paid)) return;

        var parties = new Parties(m.MerchantId, m.Channel, m.Paid.Currency);
        var source = new JournalSource(m.PaymentId, 0);
        var fee = Money.Min(m.Fee, m.Paid);
        ledger.Post(
            JournalTemplates.PaymentCaptured, source, parties,
            new Amounts { Paid = m.Paid.Minor, Fee = fee.Minor }, m.CapturedAt);

        var (taken, debt) = Waterfall.Take(m.Fee - fee, Waterfall.PendingFirst, ledger.Available(parties));
        ledger.Post(
            JournalTemplates.FeeAbovePayment, source, parties,
            new Amounts { Pending = taken.Pending, Cash = taken.Cash, Debt = debt }, m.CapturedAt);
    }
}
