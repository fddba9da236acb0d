using Accounting.Accounts;
using Accounting.Journals;

namespace Benchmarks.Ledger;

/// <summary>One kind of journal of two postings, booked for merchants drawn by lot.</summary>
/// <param name="Checked">Whether the service looks for an earlier booking of the same source first.</param>
internal sealed record LedgerCase(
    string Name, JournalTemplate Template, AccountKind Debit, AccountKind Credit, Amounts Amounts, bool Checked)
{
    /// <summary>Every posting to one of 10,000 accounts: a pocket and the held money of its merchant.</summary>
    public static LedgerCase Spread { get; } = new(
        "spread", JournalTemplates.FundsHeld, AccountKind.MerchantPending, AccountKind.MerchantHeld,
        new() { Pending = 1 }, false);

    /// <summary>Every journal to the same account, our reserve at the bank, and to a merchant's cash.</summary>
    public static LedgerCase Hot { get; } = new(
        "hot", JournalTemplates.TopUp, AccountKind.BankReserve, AccountKind.MerchantCash, new() { Moved = 1 }, true);

    /// <summary>Both accounts of a journal for one merchant.</summary>
    public IEnumerable<AccountKey> KeysOf(Parties parties) =>
        [AccountKey.Of(Debit, parties), AccountKey.Of(Credit, parties)];
}
