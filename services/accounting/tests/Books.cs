using Accounting.Accounts;
using Accounting.Holds;
using Accounting.Journals;
using Accounting.Settlements;
using Contracts;
using Contracts.Accounting;
using Contracts.Executions;

namespace Accounting.Tests;

/// <summary>One merchant, one channel, one refund: the rules with nothing around them.</summary>
internal sealed class Books
{
    public const string Channel = "wechat";
    public static readonly Guid Merchant = new("0199f3b0-0000-7000-8000-000000000001");
    public static readonly Guid Refund = new("0199f3b0-0000-7000-8000-00000000000a");
    public static readonly Parties Parties = new(Merchant, Channel, "CNY");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private readonly List<Hold> holds = [];
    private int source;

    public Books(long pending = 0, long cash = 0)
    {
        foreach (var (key, id) in Enum.GetValues<AccountKind>().Select((k, i) => (AccountKey.Of(k, Parties), i + 1)))
            Ledger.Add(key, Account.Loaded(id, key, 0, key.Floor));
        if (pending > 0) Capture(pending);
        if (cash > 0) TopUp(cash);
    }

    public Ledger Ledger { get; } = new();
    public RefundBook Book { get; } = RefundBook.Open(Order(1, 1, new(0, 0), ExecutionOutcome.InProgress));
    public IReadOnlyList<Hold> Holds => holds;

    /// <summary>The names of what was booked after the first <paramref name="skip"/> journals.</summary>
    public IEnumerable<string> Booked(int skip = 0) => Ledger.Journals.Skip(skip).Select(j => j.Template.Name);

    public long this[AccountKind kind] => Ledger[kind, Parties].BalanceMinor;

    /// <summary>All that is the merchant's, debt included.</summary>
    public long OfTheMerchant => this[AccountKind.MerchantPending] + this[AccountKind.MerchantCash]
        + this[AccountKind.MerchantHeld] + this[AccountKind.MerchantDebt];

    public (long Pending, long Cash, long Held, long Debt) Pockets => (
        this[AccountKind.MerchantPending], this[AccountKind.MerchantCash],
        this[AccountKind.MerchantHeld], this[AccountKind.MerchantDebt]);

    public static Money Cny(long minor) => new(minor, "CNY");

    public void Capture(long paid, long fee = 0) =>
        Accounting.Captures.Capture.Book(Ledger, new BookCapture(NextSource(), Merchant, Channel, Cny(paid), Cny(fee)));

    public void TopUp(long amount) =>
        Accounting.TopUps.TopUp.Book(Ledger, new BookTopUp(NextSource(), Merchant, Cny(amount)));

    /// <summary>Asks for a hold; the row exists afterwards, whether short or not.</summary>
    public Hold Hold(long amount, int attempt = 1, params PocketLimit[] pockets)
    {
        var hold = holds.Find(h => h.Attempt == attempt);
        if (hold is null)
            holds.Add(hold = Accounting.Holds.Hold.Asked(
                new HoldFunds(Refund, attempt, Merchant, Channel, Cny(amount), [])));
        hold.Take(Ledger, pockets.Length > 0 ? pockets : [.. Waterfall.PendingFirst]);
        return hold;
    }

    public static SettleHold Order(
        int no, int attempt, Price price, ExecutionOutcome outcome, Moved moved = default) => new(
        Refund, attempt, no, Merchant, Channel, Cny(price.Amount), Cny(price.Fee), outcome,
        new Movements(Cny(moved.ByChannel), Cny(moved.ToOwnAccount), Cny(moved.ByPayout), Cny(moved.Returned)));

    public void Settle(SettleHold order) => Target.Reach(Ledger, Book, holds, order, Now);

    private Guid NextSource() => new($"0199f3b0-0000-7000-8000-{++source:x12}");
}

/// <summary>A refund's amount and the fee given back with it.</summary>
internal readonly record struct Price(long Amount, long Fee);
