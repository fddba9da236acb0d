using Accounting.Accounts;
using Accounting.Shortages;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Journals;

/// <summary>
/// The accounts that a batch has locked, as rules see them, and what they have booked so far. Everything happens in
/// memory; what it collects is written once, by <see cref="LedgerFlush"/>.
/// </summary>
public sealed class Ledger
{
    private readonly Dictionary<AccountKey, Account> accounts = [];
    private readonly HashSet<Guid> waitingMerchants = [];
    private readonly Dictionary<(string Template, Guid SourceId), Booked> booked = [];
    private readonly List<(Guid MerchantId, string Currency)> credited = [];
    private readonly List<Journal> journals = [];
    private readonly List<JournalSource> orders = [];
    private readonly Dictionary<(Guid RefundId, int Attempt), Shortage> noted = [];
    private readonly HashSet<(Guid RefundId, int Attempt)> forgotten = [];

    /// <summary>What was booked, in order.</summary>
    public IReadOnlyList<Journal> Journals => journals;

    /// <summary>The settlement orders (refund, order number) that were carried out.</summary>
    public IReadOnlyList<JournalSource> Orders => orders;

    /// <summary>Shortages to remember.</summary>
    public IReadOnlyCollection<Shortage> NotedShortages => noted.Values;

    /// <summary>Shortages that are over, by refund and attempt.</summary>
    public IReadOnlyCollection<(Guid RefundId, int Attempt)> ForgottenShortages => forgotten;

    /// <summary>The accounts that postings changed.</summary>
    public IEnumerable<Account> Changed => accounts.Values.Where(a => a.PostedMinor != 0);

    /// <exception cref="KeyNotFoundException">The batch did not lock it.</exception>
    public Account this[AccountKind kind, Parties parties] => accounts[AccountKey.Of(kind, parties)];

    /// <summary>What the two pockets can give now.</summary>
    public PocketAmounts Available(Parties parties) => new(
        this[AccountKind.MerchantPending, parties].AvailableMinor,
        this[AccountKind.MerchantCash, parties].AvailableMinor);

    /// <summary>
    /// Whether this payment, top-up or settlement was booked before, in this batch or an earlier one.
    /// </summary>
    /// <exception cref="BookingConflictException">It was, for another merchant or with another amount.</exception>
    public bool IsBooked(JournalTemplate template, Guid sourceId, Guid merchantId, Money amount)
    {
        if (!booked.TryGetValue((template.Name, sourceId), out var known)) return false;
        return known.Is(merchantId, amount) ? true : throw new BookingConflictException(template, sourceId, known);
    }

    /// <summary>
    /// Books a template with these amounts; lines of zero are left out, and a journal without lines is none.
    /// </summary>
    public void Post(
        JournalTemplate template, JournalSource source, Parties parties, Amounts amounts,
        DateTimeOffset? businessAt = null)
    {
        var postings = new List<Posting>(template.Lines.Length);
        foreach (var line in template.Lines)
            if (line.Amount.Of(amounts) is var amount and not 0)
                postings.Add(new Posting(this[line.Account, parties], amount));
        if (postings.Count == 0) return;

        foreach (var posting in postings) posting.Account.Add(posting.AmountMinor);
        journals.Add(new Journal(template, source, businessAt, postings));
        if (source.No == 0) booked[(template.Name, source.Id)] = Booked.By(postings);
        if (postings.Exists(p => p.AmountMinor > 0 && p.Account.IsPocket))
            credited.Add((parties.MerchantId, parties.Currency));
    }

    /// <summary>Remembers that a settlement order was carried out, whatever it posted.</summary>
    public void CarriedOut(JournalSource order) => orders.Add(order);

    /// <summary>Somebody waits for money from now on.</summary>
    public void NoteShortage(Shortage shortage)
    {
        forgotten.Remove((shortage.RefundId, shortage.Attempt));
        noted[(shortage.RefundId, shortage.Attempt)] = shortage;
        waitingMerchants.Add(shortage.MerchantId);
    }

    /// <summary>Nobody waits here any more.</summary>
    public void ForgetShortage(Guid refundId, int attempt)
    {
        noted.Remove((refundId, attempt));
        forgotten.Add((refundId, attempt));
    }

    /// <summary>The wake-ups for pockets that were credited since the last call and on which somebody waits.</summary>
    public IReadOnlyList<FundsArrived> TakeArrivals()
    {
        if (credited.Count == 0) return [];
        List<FundsArrived> arrivals = [];
        foreach (var (merchant, currency) in credited.Distinct())
            if (waitingMerchants.Contains(merchant))
                arrivals.Add(new(merchant, new Money(Available(new(merchant, null, currency)).Total, currency)));
        credited.Clear();
        return arrivals;
    }

    internal void Clear()
    {
        accounts.Clear();
        waitingMerchants.Clear();
        booked.Clear();
        credited.Clear();
        journals.Clear();
        orders.Clear();
        noted.Clear();
        forgotten.Clear();
    }

    internal void Add(AccountKey key, Account account) => accounts.Add(key, account);

    internal void AddWaiting(Guid merchantId) => waitingMerchants.Add(merchantId);

    internal void AddBooked(string template, Guid sourceId, Booked content) =>
        booked.Add((template, sourceId), content);
}
