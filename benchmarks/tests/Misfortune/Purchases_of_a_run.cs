using Benchmarks.Misfortune;

namespace Benchmarks.Tests.Misfortune;

public sealed class Purchases_of_a_run
{
    private static readonly string[] Merchants = ["a", "b", "c", "d"];
    private static readonly Plan Plan = new(8_000, 7, TimeSpan.FromSeconds(5));

    [Fact]
    public void Are_the_same_for_a_seed() => Assert.Equal(Purchases.Make(Plan, Merchants), Purchases.Make(Plan, Merchants));

    [Fact]
    public void Are_others_for_another_seed() =>
        Assert.NotEqual(Purchases.Make(Plan, Merchants), Purchases.Make(Plan with { Seed = 8 }, Merchants));

    [Fact]
    public void Are_at_every_channel_under_numbers_of_their_own()
    {
        var payments = Purchases.Make(Plan, Merchants);
        Assert.Equal(["alipay", "bestpay", "unionpay", "wechat"], payments.Select(p => p.Channel).Distinct().Order());
        Assert.Equal(Plan.Payments, payments.Select(p => p.ChannelPaymentNo).Distinct().Count());
    }

    [Fact]
    public void Have_a_few_silent_ones_at_BestPay_alone()
    {
        var silent = Purchases.Silent(Plan, Purchases.Make(Plan with { Refunds = 80_000 }, Merchants)).ToList();
        Assert.InRange(silent.Count, 5, 40);
        Assert.All(silent, p => Assert.Equal("bestpay", p.Channel));
    }

    [Fact]
    public void Are_as_many_as_their_parts_need() =>
        Assert.Equal(3, Plan.Parse(["--refunds", "9", "--seed", "3", "--kill-every", "2"]).Payments);
}
