using Accounting.Accounts;
using Contracts.Accounting;
using Contracts.Executions;
using FsCheck;
using FsCheck.Fluent;
using static Contracts.Executions.ExecutionOutcome;

namespace Accounting.Tests.Settlements;

/// <summary>
/// Orders are targets: which of them arrive, in what order and how often, changes nothing once the highest one arrived.
/// </summary>
public sealed class Every_way_to_the_same_movements
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static readonly AccountKind[] NotTheMerchants =
    [
        AccountKind.ChannelReceivable, AccountKind.BankReserve, AccountKind.PlatformFeeIncome, AccountKind.PlatformLoss,
    ];

    [Fact]
    public void Ends_in_the_same_books() => Check.One(Often, Prop.ForAll(Stories, story =>
    {
        var (direct, wandering) = (story.Begin(), story.Begin());
        var last = story.Orders[^1];
        direct.Settle(last);
        foreach (var at in story.Deliveries) wandering.Settle(story.Orders[at]);
        wandering.Settle(last);

        Assert.Equal(direct.Book.Moved, wandering.Book.Moved);
        Assert.Equal(direct.Book.Shares, wandering.Book.Shares);
        Assert.Equal(direct.OfTheMerchant, wandering.OfTheMerchant);
        Assert.All(NotTheMerchants, kind => Assert.Equal(direct[kind], wandering[kind]));
    }));

    [Fact]
    public void Keeps_every_rule_of_the_ledger_on_the_way() => Check.One(
        Often, Prop.ForAll(Stories, story =>
        {
            var books = story.Begin();
            foreach (var at in story.Deliveries.Append(story.Orders.Length - 1))
            {
                var journals = books.Ledger.Journals.Count;
                var known = story.Orders[at].OrderNo <= books.Book.OrderNo;
                books.Settle(story.Orders[at]);
                if (known) Assert.Equal(journals, books.Ledger.Journals.Count);
                Holds(books, story);
            }
        }));

    [Fact]
    public void Ends_in_the_same_pockets_for_each_order_of_two_notices_a_file_and_a_bank_return()
    {
        SettleHold[] told =
        [
            Books.Order(1, 1, new(1000, 6), Failed),
            Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }),
            Books.Order(3, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }),
            Books.Order(4, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }),
        ];
        var ends = Orderings([0, 1, 2, 3]).Select(ordering =>
        {
            var books = new Books(pending: 600, cash: 1400);
            books.Hold(994);
            foreach (var at in ordering) books.Settle(told[at]);
            return (books.Pockets, string.Join(' ', Enum.GetValues<AccountKind>().Select(kind => books[kind])));
        }).ToList();

        Assert.Equal(24, ends.Count);
        Assert.Equal((0, 2000, 0, 0), Assert.Single(ends.Distinct()).Pockets);
    }

    private static void Holds(Books books, Story story)
    {
        Assert.All(books.Ledger.Journals, j => Assert.Equal(0, j.Postings.Sum(p => p.AmountMinor)));
        Assert.Equal(0, Enum.GetValues<AccountKind>().Sum(kind => books[kind]));
        Assert.True(books[AccountKind.MerchantPending] >= 0 && books[AccountKind.MerchantCash] >= 0);
        Assert.Equal(books[AccountKind.MerchantHeld], books.Holds.Sum(h => h.Open.Total));
        Assert.InRange(books.Book.Shares.Cost, 0, story.Amount - story.Fee);
        Assert.InRange(books.Book.FeeMinor, 0, story.Fee);
        Assert.Equal(books.Book.Moved.AtPayer, books.Book.Shares.Cost + books.Book.FeeMinor + books.Book.LossMinor);
        Assert.Equal(-books.Book.CostDebtMinor, books[AccountKind.MerchantDebt]);
    }

    private static IEnumerable<int[]> Orderings(int[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany(first => Orderings([.. of.Where(x => x != first)]).Select(rest => (int[])[first, .. rest]));

    private static Arbitrary<Story> Stories => (
        from amount in Gen.Choose(1, 1000)
        from fee in Gen.Choose(0, amount)
        from pending in Gen.Choose(0, 1500)
        from cash in Gen.Choose(0, 1500)
        from twoAttempts in Gen.Elements(true, false)
        from targets in Target(amount).ArrayOf(5)
        from count in Gen.Choose(1, 5)
        from deliveries in Gen.Choose(0, count - 1).ArrayOf(6)
        select new Story(
            amount, fee, pending, cash, twoAttempts,
            [.. targets.Take(count).Select((t, i) => t with { OrderNo = i + 1, FeeGivenBack = Books.Cny(fee) })],
            deliveries))
        .ToArbitrary();

    private static Gen<SettleHold> Target(int amount) =>
        from byChannel in Part(amount)
        from own in Part(amount)
        from byPayout in Part(amount)
        from returnedAll in Gen.Elements(0, 1, 2)
        from attempt in Gen.Choose(1, 2)
        from outcome in Gen.Elements(Enum.GetValues<ExecutionOutcome>())
        let returned = returnedAll switch { 0 => 0, 1 => byPayout, _ => byPayout / 2 }
        select Books.Order(1, attempt, new(amount, 0), outcome, new(byChannel, own, byPayout, returned));

    private static Gen<int> Part(int amount) => Gen.Frequency(
        (3, Gen.Constant(0)), (3, Gen.Constant(amount)), (1, Gen.Constant(2 * amount)), (1, Gen.Choose(0, amount)));

    internal sealed record Story(
        int Amount, int Fee, int Pending, int Cash, bool TwoAttempts, SettleHold[] Orders, int[] Deliveries)
    {
        public Books Begin()
        {
            var books = new Books(Pending, Cash);
            books.Hold(Amount - Fee);
            if (TwoAttempts) books.Hold(Amount - Fee, attempt: 2);
            return books;
        }

        public override string ToString() => $"{Amount}-{Fee} from {Pending}+{Cash}, attempts {(TwoAttempts ? 2 : 1)}, "
            + $"delivered {string.Join(',', Deliveries)}: "
            + string.Join(" | ", Orders.Select(o => $"{o.OrderNo}: {o.Outcome} {o.Moved}"));
    }
}
