using Accounting.Accounts;
using Accounting.Holds;
using Contracts.Accounting;

namespace Accounting.Tests.Holds;

public sealed class Money_asked_for_a_refund
{
    [Fact]
    public void Is_frozen_whole_from_both_pockets()
    {
        var books = new Books(pending: 70, cash: 50);

        var hold = books.Hold(100);

        Assert.Equal(HoldState.Held, hold.State);
        Assert.Equal(new PocketAmounts(70, 30), hold.Open);
        Assert.Equal((0, 20, 100, 0), books.Pockets);
    }

    [Fact]
    public void Is_not_frozen_at_all_when_one_unit_is_missing()
    {
        var books = new Books(pending: 70, cash: 29);

        var hold = books.Hold(100);

        Assert.Equal(HoldState.Short, hold.State);
        Assert.Equal((70, 29, 0, 0), books.Pockets);
        Assert.Equal(1, Assert.Single(books.Ledger.NotedShortages).MissingMinor);
    }

    [Fact]
    public void Is_frozen_when_it_is_asked_for_again_after_money_came()
    {
        var books = new Books(pending: 70);
        books.Hold(100);
        books.TopUp(30);

        var hold = books.Hold(100);

        Assert.Equal(HoldState.Held, hold.State);
        Assert.Empty(books.Ledger.NotedShortages);
        Assert.Equal((Books.Refund, 1), Assert.Single(books.Ledger.ForgottenShortages));
    }

    [Fact]
    public void Stands_for_one_amount_of_one_merchant_also_when_it_is_over()
    {
        var books = new Books(pending: 100);
        var hold = books.Hold(100);
        var asked = new HoldFunds(Books.Refund, 1, Books.Merchant, Books.Channel, Books.Cny(100), []);

        hold.AskedAgain(asked);
        Assert.Throws<HoldConflictException>(() => hold.AskedAgain(asked with { Amount = Books.Cny(99) }));
        Assert.Throws<HoldConflictException>(() => hold.AskedAgain(asked with { MerchantId = Books.Refund }));
        hold.Close(books.Ledger, paid: false);
        Assert.Throws<HoldConflictException>(() => hold.AskedAgain(asked with { Amount = Books.Cny(99) }));
        Assert.Equal(100, hold.Amount.Minor);
    }

    [Fact]
    public void May_be_nothing_when_the_fee_is_all_of_it()
    {
        var books = new Books();

        Assert.Equal(HoldState.Held, books.Hold(0).State);
        Assert.Empty(books.Ledger.Journals);
    }

    [Fact]
    public void Cannot_be_less_than_nothing() =>
        Assert.Throws<ArgumentException>(() => new Books(pending: 10).Hold(-1));
}

public sealed class A_cancelled_hold
{
    [Fact]
    public void Goes_back_to_the_pockets_it_came_from()
    {
        var books = new Books(pending: 70, cash: 50);
        var hold = books.Hold(100);

        hold.Cancel(books.Ledger);
        hold.Cancel(books.Ledger);

        Assert.Equal(HoldState.Cancelled, hold.State);
        Assert.Equal((70, 50, 0, 0), books.Pockets);
        Assert.Single(books.Booked(), "hold_cancelled");
    }

    [Fact]
    public void Leaves_the_queue_when_it_was_short()
    {
        var books = new Books();
        var hold = books.Hold(100);

        hold.Cancel(books.Ledger);

        Assert.Empty(books.Ledger.NotedShortages);
        Assert.Equal((Books.Refund, 1), Assert.Single(books.Ledger.ForgottenShortages));
    }

    [Fact]
    public void Refuses_the_money_that_is_asked_for_after_it()
    {
        var books = new Books(pending: 100);
        var hold = Hold.Asked(new CancelHold(Books.Refund, 1, Books.Merchant, Books.Channel, "CNY"));
        hold.Cancel(books.Ledger);

        Assert.Equal(HoldState.Cancelled, hold.State);
        Assert.Throws<InvalidOperationException>(() => hold.Take(books.Ledger, Waterfall.PendingFirst));
        Assert.Equal((100, 0, 0, 0), books.Pockets);
    }
}

public sealed class Money_that_comes_in
{
    [Fact]
    public void Wakes_nobody_when_nobody_waits()
    {
        var books = new Books(pending: 100);

        Assert.Empty(books.Ledger.TakeArrivals());
    }

    [Fact]
    public void Wakes_who_waits_and_tells_what_there_is()
    {
        var books = new Books(cash: 20);
        books.Hold(100);
        books.Capture(60, fee: 5);

        Assert.Equal([new FundsArrived(Books.Merchant, Books.Cny(75))], books.Ledger.TakeArrivals());
        Assert.Empty(books.Ledger.TakeArrivals());
    }

    [Fact]
    public void Wakes_who_waits_when_it_comes_back_from_another_refund()
    {
        var books = new Books(pending: 100);
        var first = books.Hold(100);
        books.Hold(80, attempt: 2);
        books.Ledger.TakeArrivals();

        first.Cancel(books.Ledger);

        Assert.Equal([new FundsArrived(Books.Merchant, Books.Cny(100))], books.Ledger.TakeArrivals());
    }
}
