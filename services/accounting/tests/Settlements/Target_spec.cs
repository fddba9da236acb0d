using Accounting.Accounts;
using Accounting.Holds;
using static Contracts.Executions.ExecutionOutcome;

namespace Accounting.Tests.Settlements;

/// <summary>
/// A refund of 1,000 with a fee of 6 given back: the merchant's cost is 994, held before it was sent.
/// </summary>
public sealed class A_refund_with_its_money_held
{
    private readonly Books books = new(pending: 600, cash: 1400);
    private readonly Hold hold;

    public A_refund_with_its_money_held() => hold = books.Hold(994);

    [Fact]
    public void Is_paid_out_of_it_when_the_channel_pays()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));

        Assert.Equal(["funds_held", "settled_by_channel"], books.Booked(skip: 2));
        Assert.Equal((0, 1006, 0, 0), books.Pockets);
        Assert.Equal(-6, books[AccountKind.PlatformFeeIncome]);
        Assert.Equal(-600 + 1000, books[AccountKind.ChannelReceivable]);
        Assert.Equal(HoldState.Settled, hold.State);
    }

    [Fact]
    public void Gives_it_back_when_nobody_paid()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Failed));

        Assert.Equal("hold_released", books.Booked().Last());
        Assert.Equal((600, 1400, 0, 0), books.Pockets);
        Assert.Equal(HoldState.Released, hold.State);
    }

    [Fact]
    public void Keeps_it_while_the_money_is_on_its_way_through_our_own_account()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), InProgress, new() { ToOwnAccount = 1000 }));

        Assert.Equal("via_own_account", books.Booked().Last());
        Assert.Equal(-1400 - 1000, books[AccountKind.BankReserve]);
        Assert.Equal(-600 + 1000, books[AccountKind.ChannelReceivable]);
        Assert.Equal((HoldState.Held, 994), (hold.State, hold.Open.Total));

        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ToOwnAccount = 1000, ByPayout = 1000 }));

        Assert.Equal("settled_by_payout", books.Booked().Last());
        Assert.Equal(-1400, books[AccountKind.BankReserve]);
        Assert.Equal((0, 1006, 0, 0), books.Pockets);
    }

    [Fact]
    public void Uses_what_it_needs_of_it_when_the_channel_took_less()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 900 }));

        Assert.Equal((0, 1100, 0, 0), books.Pockets);
        Assert.Equal(["settled_by_channel", "hold_released"], books.Booked(skip: 3));
        Assert.Equal(0, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Is_debited_once_though_both_legs_paid_and_the_excess_is_ours()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }));
        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000, ByChannel = 1000 }));

        Assert.Equal("both_legs_paid_by_channel", books.Booked().Last());
        Assert.Equal((0, 1006, 0, 0), books.Pockets);
        Assert.Equal(-1000, books[AccountKind.PlatformLoss]);
    }

    [Fact]
    public void Leaves_the_pockets_alone_when_only_the_payer_of_it_changes()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));
        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }));

        Assert.Equal((0, 1006, 0, 0), books.Pockets);
        Assert.Equal(0, books[AccountKind.PlatformLoss]);
        Assert.Equal(-600, books[AccountKind.ChannelReceivable]);
        Assert.Equal(-1400 + 1000, books[AccountKind.BankReserve]);
    }

    [Fact]
    public void Is_put_back_as_it_was_when_a_success_is_contradicted()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));
        books.Settle(Books.Order(2, 1, new(1000, 6), Failed));

        Assert.Equal("channel_success_contradicted", books.Booked().Last());
        Assert.Equal((600, 1400, 0, 0), books.Pockets);
        Assert.Equal(0, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Is_booked_anew_when_its_fee_changes()
    {
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));
        books.Settle(Books.Order(2, 1, new(1000, 8), Succeeded, new() { ByChannel = 1000 }));
        Assert.Equal((0, 1008, 0, 0), books.Pockets);
        Assert.Equal(-8, books[AccountKind.PlatformFeeIncome]);

        books.Settle(Books.Order(3, 1, new(1000, 5), Succeeded, new() { ByChannel = 1000 }));
        Assert.Equal((0, 1005, 0, 0), books.Pockets);
        Assert.Equal(-5, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Is_not_moved_by_an_order_that_was_carried_out_or_is_older()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));
        var journals = books.Ledger.Journals.Count;

        books.Settle(Books.Order(2, 1, new(1000, 6), Failed));
        books.Settle(Books.Order(1, 1, new(1000, 6), Failed));

        Assert.Equal(journals, books.Ledger.Journals.Count);
        Assert.Equal(2, books.Book.OrderNo);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, 1)]
    public void Takes_no_order_that_cannot_be(long byChannel, long byPayout, long returned)
    {
        var order = Books.Order(1, 1, new(1000, 6), Succeeded, new(byChannel, 0, byPayout, returned));

        Assert.Throws<ArgumentException>(() => books.Settle(order));
    }
}

public sealed class A_payment_that_comes_after_its_money_went_back
{
    [Fact]
    public void Is_taken_from_the_pockets_first()
    {
        var books = new Books(pending: 600, cash: 1400);
        books.Hold(994);
        books.Settle(Books.Order(1, 1, new(1000, 6), Failed));

        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));

        Assert.Equal("late_success_by_channel", books.Booked().Last());
        Assert.Equal((0, 1006, 0, 0), books.Pockets);
    }

    [Fact]
    public void Becomes_debt_where_the_pockets_end_and_never_takes_them_below_their_floor()
    {
        var books = new Books(pending: 300, cash: 100);

        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }));

        Assert.Equal((0, 0, 0, -594), books.Pockets);
        Assert.Equal(-6, books[AccountKind.PlatformFeeIncome]);
        Assert.Equal(594, books.Book.CostDebtMinor);
    }

    [Fact]
    public void Cancels_its_debt_first_when_it_is_contradicted()
    {
        var books = new Books(pending: 300);
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));

        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByChannel = 400 }));

        Assert.Equal((0, 0, 0, -100), books.Pockets);
    }
}

public sealed class A_transfer_that_the_bank_sent_back
{
    private readonly Books books = new(pending: 2000);

    public A_transfer_that_the_bank_sent_back()
    {
        books.Hold(994);
        books.Settle(Books.Order(1, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }));
    }

    [Fact]
    public void Is_cash_of_the_merchant_less_the_fee_which_is_taken_again()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));

        Assert.Equal("payout_returned", books.Booked().Last());
        Assert.Equal((1006, 994, 0, 0), books.Pockets);
        Assert.Equal(0, books[AccountKind.PlatformFeeIncome]);
        Assert.Equal(0, books[AccountKind.BankReserve]);
    }

    [Fact]
    public void Is_short_at_the_cost_of_the_merchant()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 990 }));

        Assert.Equal("payout_returned_short", books.Booked().Last());
        Assert.Equal((1006, 984, 0, 0), books.Pockets);
        Assert.Equal(0, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Is_credited_once_however_often_it_is_told()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));
        books.Settle(Books.Order(3, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));

        Assert.Equal((1006, 994, 0, 0), books.Pockets);
    }

    [Fact]
    public void Ends_in_the_same_books_when_its_success_was_never_told()
    {
        var silent = new Books(pending: 2000);
        silent.Hold(994);
        silent.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));

        Assert.Equal((1006, 994, 0, 0), silent.Pockets);
    }

    [Fact]
    public void Is_taken_back_from_cash_when_it_was_not_sent_back_after_all()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));
        books.Settle(Books.Order(3, 1, new(1000, 6), Succeeded, new() { ByPayout = 1000 }));

        Assert.Equal("payout_return_contradicted", books.Booked().Last());
        Assert.Equal((1006, 0, 0, 0), books.Pockets);
        Assert.Equal(-6, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Makes_good_our_loss_first_when_the_channel_had_paid_too()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000, ByPayout = 1000 }));
        books.Settle(Books.Order(3, 1, new(1000, 6), Succeeded, new(1000, 0, ByPayout: 1000, Returned: 1000)));

        Assert.Equal(0, books[AccountKind.PlatformLoss]);
        Assert.Equal((1006, 0, 0, 0), books.Pockets);
    }

    [Fact]
    public void Can_be_tried_again_with_money_held_anew()
    {
        books.Settle(Books.Order(2, 1, new(1000, 6), Returned, new() { ByPayout = 1000, Returned = 1000 }));
        var second = books.Hold(994, attempt: 2);

        books.Settle(Books.Order(3, 2, new(1000, 6), Succeeded, new() { ByPayout = 2000, Returned = 1000 }));

        Assert.Equal(HoldState.Settled, second.State);
        Assert.Equal((12, 994, 0, 0), books.Pockets);
        Assert.Equal(0, books[AccountKind.PlatformLoss]);
    }
}

public sealed class A_refund_with_a_second_attempt
{
    [Fact]
    public void Pays_a_late_success_of_the_first_out_of_the_second_and_the_second_is_our_loss()
    {
        var books = new Books(pending: 2000);
        books.Hold(994);
        books.Settle(Books.Order(1, 1, new(1000, 6), Failed));
        var second = books.Hold(994, attempt: 2);

        books.Settle(Books.Order(2, 1, new(1000, 6), Succeeded, new() { ByChannel = 1000 }));
        Assert.Equal((HoldState.Held, 0), (second.State, second.Open.Total));
        Assert.Equal((1006, 0, 0, 0), books.Pockets);

        books.Settle(Books.Order(3, 2, new(1000, 6), Succeeded, new() { ByChannel = 1000, ByPayout = 1000 }));
        Assert.Equal(HoldState.Settled, second.State);
        Assert.Equal((1006, 0, 0, 0), books.Pockets);
        Assert.Equal(-1000, books[AccountKind.PlatformLoss]);
    }

    [Fact]
    public void Knows_which_attempts_are_over()
    {
        var books = new Books(pending: 2000);

        books.Settle(Books.Order(1, 2, new(1000, 6), Failed));

        Assert.Equal(2, books.Book.ClosedAttempt);
    }

    [Fact]
    public void Belongs_to_one_merchant()
    {
        var books = new Books();
        var stranger = Books.Order(1, 1, new(1000, 6), Failed) with { MerchantId = Books.Refund };

        Assert.Throws<InvalidOperationException>(() => books.Settle(stranger));
    }
}
