using Accounting.Accounts;
using Accounting.Captures;
using Accounting.Journals;
using Accounting.TopUps;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Tests.Captures;

public sealed class A_captured_payment
{
    private static readonly Guid Payment = new("0199f3b0-0000-7000-8000-0000000000ff");

    [Fact]
    public void Is_owed_by_the_channel_to_the_merchant_less_our_fee()
    {
        var books = new Books();

        books.Capture(1000, fee: 6);

        Assert.Equal(-1000, books[AccountKind.ChannelReceivable]);
        Assert.Equal((994, 0, 0, 0), books.Pockets);
        Assert.Equal(6, books[AccountKind.PlatformFeeIncome]);
    }

    [Fact]
    public void Is_booked_once()
    {
        var books = new Books();
        var command = new BookCapture(Payment, Books.Merchant, Books.Channel, Books.Cny(1000), Books.Cny(6));

        Capture.Book(books.Ledger, command);
        Capture.Book(books.Ledger, command);

        Assert.Single(books.Ledger.Journals);
    }

    [Fact]
    public void Is_not_another_one_under_the_same_id()
    {
        var books = new Books();
        var command = new BookCapture(Payment, Books.Merchant, Books.Channel, Books.Cny(1000), Books.Cny(1000));
        Capture.Book(books.Ledger, command);
        Capture.Book(books.Ledger, command);

        Assert.Throws<BookingConflictException>(
            () => Capture.Book(books.Ledger, command with { Paid = Books.Cny(1001) }));
    }

    [Fact]
    public void Leaves_debt_where_its_fee_exceeds_it_and_the_pockets()
    {
        var books = new Books(cash: 3);

        books.Capture(10, fee: 15);

        Assert.Equal((0, 0, 0, -2), books.Pockets);
        Assert.Equal(15, books[AccountKind.PlatformFeeIncome]);
    }

    [Theory]
    [InlineData(0, 0, "CNY")]
    [InlineData(-1, 0, "CNY")]
    [InlineData(10, -1, "CNY")]
    [InlineData(10, 1, "USD")]
    public void Is_refused_when_it_makes_no_sense(long paid, long fee, string feeCurrency)
    {
        var command = new BookCapture(
            Payment, Books.Merchant, Books.Channel, Books.Cny(paid), new Money(fee, feeCurrency));

        Assert.Throws<ArgumentException>(() => Capture.Book(new Books().Ledger, command));
    }
}

public sealed class A_top_up
{
    [Fact]
    public void Is_cash_of_the_merchant_at_our_bank()
    {
        var books = new Books();

        books.TopUp(500);

        Assert.Equal((0, 500, 0, 0), books.Pockets);
        Assert.Equal(-500, books[AccountKind.BankReserve]);
    }

    [Fact]
    public void Is_booked_once()
    {
        var books = new Books();
        var command = new BookTopUp(Books.Refund, Books.Merchant, Books.Cny(500));

        TopUp.Book(books.Ledger, command);
        TopUp.Book(books.Ledger, command);

        Assert.Single(books.Ledger.Journals);
    }

    [Theory]
    [InlineData("0199f3b0-0000-7000-8000-000000000001", 501, "CNY")]
    [InlineData("0199f3b0-0000-7000-8000-000000000001", 500, "USD")]
    [InlineData("0199f3b0-0000-7000-8000-000000000002", 500, "CNY")]
    public void Is_not_another_one_under_the_same_id(string merchant, long amount, string currency)
    {
        var books = new Books();
        TopUp.Book(books.Ledger, new BookTopUp(Books.Refund, Books.Merchant, Books.Cny(500)));

        Assert.Throws<BookingConflictException>(() => TopUp.Book(
            books.Ledger, new BookTopUp(Books.Refund, Guid.Parse(merchant), new Money(amount, currency))));
    }

    [Fact]
    public void Is_more_than_nothing() => Assert.Throws<ArgumentException>(() => new Books().TopUp(0));
}
