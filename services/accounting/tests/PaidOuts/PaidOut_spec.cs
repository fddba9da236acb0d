using Accounting.Accounts;
using Accounting.PaidOuts;
using Accounting.TopUps;
using Contracts.Accounting;

namespace Accounting.Tests.PaidOuts;

public sealed class A_merchant_that_was_paid_out
{
    private static readonly Guid Movement = new("0199f3b0-0000-7000-8000-0000000000fe");

    [Theory]
    [InlineData(500, 100, 300, 0)]
    [InlineData(700, 0, 200, 0)]
    [InlineData(950, 0, 0, -50)]
    public void Has_less_in_its_pockets_and_owes_what_they_could_not_give(
        long amount, long pending, long cash, long debt)
    {
        var books = new Books(pending: 600, cash: 300);

        PaidOut.Book(books.Ledger, new BookSettlement(Movement, Books.Merchant, Books.Cny(amount)));
        PaidOut.Book(books.Ledger, new BookSettlement(Movement, Books.Merchant, Books.Cny(amount)));

        Assert.Equal((pending, cash, 0, debt), books.Pockets);
        Assert.Equal(-300 + amount, books[AccountKind.BankReserve]);
    }

    [Fact]
    public void Is_not_taken_for_a_top_up_with_the_same_id()
    {
        var books = new Books(cash: 300);
        TopUp.Book(books.Ledger, new BookTopUp(Movement, Books.Merchant, Books.Cny(50)));

        PaidOut.Book(books.Ledger, new BookSettlement(Movement, Books.Merchant, Books.Cny(50)));

        Assert.Equal((0, 300, 0, 0), books.Pockets);
    }

    [Fact]
    public void Got_more_than_nothing() => Assert.Throws<ArgumentException>(
        () => PaidOut.Book(new Books().Ledger, new BookSettlement(Movement, Books.Merchant, Books.Cny(0))));
}
