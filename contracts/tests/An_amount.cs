namespace Contracts.Tests;

public sealed class An_amount
{
    private static readonly Money One = new(100, "CNY"), Two = new(200, "CNY"), Dollar = new(100, "USD");

    [Fact]
    public void Is_added_and_taken_away_exactly()
    {
        Assert.Equal(new Money(300, "CNY"), One + Two);
        Assert.Equal(new Money(-100, "CNY"), One - Two);
        Assert.Equal(new Money(-100, "CNY"), -One);
    }

    [Fact]
    public void Is_compared_by_its_minor_units()
    {
        Assert.True(One < Two && One <= Two && Two > One && Two >= One);
        Assert.True(One <= new Money(100, "CNY") && One >= new Money(100, "CNY"));
        Assert.Equal(One, Money.Min(One, Two));
        Assert.Equal(Two, Money.Max(One, Two));
        Assert.Equal([-One, Money.Zero("CNY"), One, Two], new[] { Two, -One, One, Money.Zero("CNY") }.Order());
    }

    [Fact]
    public void Knows_whether_it_is_any_money()
    {
        Assert.True(One.IsPositive);
        Assert.False(Money.Zero("CNY").IsPositive || (-One).IsPositive);
    }

    public static TheoryData<Func<object>> Mixtures { get; } =
    [
        () => One + Dollar, () => One - Dollar, () => One < Dollar, () => One > Dollar, () => One <= Dollar, () => One >= Dollar,
        () => Money.Min(One, Dollar), () => Money.Max(One, Dollar), () => One.CompareTo(Dollar),
    ];

    [Theory]
    [MemberData(nameof(Mixtures), DisableDiscoveryEnumeration = true)]
    public void Does_not_mix_with_another_currency(Func<object> mix) => Assert.Throws<InvalidOperationException>(mix);

    [Fact]
    public void Of_one_currency_is_not_that_of_another() => Assert.NotEqual(One, Dollar);

    [Fact]
    public void Is_never_wrapped_around()
    {
        var (most, least) = (new Money(long.MaxValue, "CNY"), new Money(long.MinValue, "CNY"));

        Assert.Throws<OverflowException>(() => most + new Money(1, "CNY"));
        Assert.Throws<OverflowException>(() => least - new Money(1, "CNY"));
        Assert.Throws<OverflowException>(() => -least);
    }
}
