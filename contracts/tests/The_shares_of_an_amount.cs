using FsCheck;
using FsCheck.Fluent;

namespace Contracts.Tests;

public sealed class The_shares_of_an_amount
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(5000);

    private static Gen<long> Large { get; } =
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select ((long)high << 32) | (uint)low;

    private static Gen<long> Small { get; } = Gen.Choose(0, 1000).Select(n => (long)n);

    /// <summary>Any amount; weights of any size, some zero, at least one not.</summary>
    private static Arbitrary<(long Minor, long[] Weights)> Divisions { get; } = Arb.From(
        from minor in Gen.OneOf(Large, Large.Select(n => -n), Small, Small.Select(n => -n), Gen.Elements(long.MinValue, long.MaxValue))
        from weights in Gen.OneOf(Gen.Constant(0L), Small, Large).NonEmptyListOf()
        where weights.Any(w => w > 0)
        select (minor, weights.ToArray()));

    [Fact]
    public void Add_up_to_it() => Check.One(Thousands, Prop.ForAll(Divisions, d =>
    {
        var shares = Shares(d);

        Assert.Equal(d.Weights.Length, shares.Length);
        Assert.Equal((Int128)d.Minor, shares.Aggregate((Int128)0, (sum, s) => sum + s));
    }));

    [Fact]
    public void Are_its_exact_parts_but_for_one_unit_away_from_zero() => Check.One(Thousands, Prop.ForAll(Divisions, d =>
    {
        var total = d.Weights.Aggregate((Int128)0, (sum, w) => sum + w);
        foreach (var (share, weight) in Shares(d).Zip(d.Weights))
        {
            var exact = (Int128)d.Minor * weight / total;
            Assert.InRange(Int128.Abs(share - exact), Int128.Zero, Int128.One);
            Assert.True(share == exact || share == exact + Math.Sign(d.Minor));
        }
    }));

    [Fact]
    public void Are_nothing_without_a_weight() => Check.One(Thousands, Prop.ForAll(Divisions, d =>
        Assert.All(Shares(d).Zip(d.Weights).Where(p => p.Second == 0), p => Assert.Equal(0, p.First))));

    [Fact]
    public void Mirror_those_of_the_opposite_amount() => Check.One(Thousands, Prop.ForAll(
        Arb.Filter(Divisions, d => d.Minor != long.MinValue),
        d => Assert.Equal(Shares(d).Select(s => -s), Shares((-d.Minor, d.Weights)))));

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 0, 1, 0, 1, 1 }, new long[] { 0, 2, 0, 2, 1 })]
    [InlineData(1, new long[] { 0, 0, 3, 9 }, new long[] { 0, 0, 1, 0 })]
    [InlineData(0, new long[] { 1, 2 }, new long[] { 0, 0 })]
    public void Give_what_rounding_left_to_the_first_with_a_weight(long minor, long[] weights, long[] shares) =>
        Assert.Equal(shares, Shares((minor, weights)));

    [Fact]
    public void Do_not_overflow_at_the_largest_amounts_and_weights() => Assert.Equal(
        [4611686018427387904, 4611686018427387903], Shares((long.MaxValue, [long.MaxValue, long.MaxValue])));

    [Fact]
    public void Keep_its_currency() =>
        Assert.All(new Money(10, "USD").Allocate(1, 2), share => Assert.Equal("USD", share.Currency));

    [Fact]
    public void Do_not_exist_for_weights_that_are_negative_or_all_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(10, "CNY").Allocate(1, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(10, "CNY").Allocate(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(10, "CNY").Allocate());
    }

    private static long[] Shares((long Minor, long[] Weights) d) =>
        [.. new Money(d.Minor, "CNY").Allocate(d.Weights).Select(s => s.Minor)];
}
