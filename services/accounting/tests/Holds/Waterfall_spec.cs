using Accounting.Accounts;
using Accounting.Holds;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Tests.Holds;

public sealed class A_waterfall
{
    [Theory]
    [InlineData(50, 50, 0, 0)]
    [InlineData(100, 100, 0, 0)]
    [InlineData(130, 100, 30, 0)]
    [InlineData(180, 100, 60, 20)]
    [InlineData(0, 0, 0, 0)]
    public void Takes_from_the_first_pocket_while_it_lasts(long amount, long pending, long cash, long missing)
    {
        var result = Waterfall.Take(Books.Cny(amount), Waterfall.PendingFirst, new PocketAmounts(100, 60));

        Assert.Equal((new PocketAmounts(pending, cash), missing), result);
    }

    [Fact]
    public void Takes_no_more_from_a_pocket_than_it_may()
    {
        PocketLimit[] order =
            [new("pending", Books.Cny(30)), new("cash", Books.Cny(20)), new("pending", Books.Cny(15))];

        var result = Waterfall.Take(Books.Cny(100), order, new PocketAmounts(40, 60));

        Assert.Equal((new PocketAmounts(40, 20), 40L), result);
    }

    [Fact]
    public void Takes_nothing_from_a_pocket_below_its_floor() => Assert.Equal(
        (new PocketAmounts(0, 5), 5L), Waterfall.Take(Books.Cny(10), Waterfall.PendingFirst, new PocketAmounts(-7, 5)));

    [Fact]
    public void Knows_its_pockets() => Assert.Throws<ArgumentException>(
        () => Waterfall.Take(Books.Cny(10), [new PocketLimit("guarantee", null)], new PocketAmounts(100, 100)));

    [Fact]
    public void Mixes_no_currencies() => Assert.Throws<InvalidOperationException>(
        () => Waterfall.Take(Books.Cny(10), [new("cash", new Money(10, "USD"))], new PocketAmounts(100, 100)));
}
