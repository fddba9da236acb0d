using System.Diagnostics.Metrics;
using Accounting.Accounts;
using Platform.Observability;

namespace Accounting.Journals;

/// <summary>What is booked, by kind, and what somebody should look at: new debt and new loss.</summary>
internal static class LedgerMeter
{
    private static readonly Counter<long> Booked = PlatformMeter.Meter
        .CreateCounter<long>("refund.ledger.journals", "{journal}");
    private static readonly Counter<long> Debt = PlatformMeter.Meter
        .CreateCounter<long>("refund.ledger.debt", "{minor unit}");
    private static readonly Counter<long> Loss = PlatformMeter.Meter
        .CreateCounter<long>("refund.ledger.loss", "{minor unit}");

    public static void Record(IReadOnlyList<Journal> journals)
    {
        foreach (var journal in journals)
        {
            Booked.Add(1, new KeyValuePair<string, object?>("template", journal.Template.Name));
            foreach (var posting in journal.Postings)
                Record(posting.Account, posting.AmountMinor);
        }
    }

    private static void Record(Account account, long amountMinor)
    {
        if (amountMinor >= 0) return;
        var currency = new KeyValuePair<string, object?>("currency", account.Currency);
        if (account.Kind is AccountKind.MerchantDebt) Debt.Add(-amountMinor, currency);
        if (account.Kind is AccountKind.PlatformLoss) Loss.Add(-amountMinor, currency);
    }
}
