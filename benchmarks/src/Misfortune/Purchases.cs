using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>The payments of a run: their channels in fixed shares, all else by the seed.</summary>
internal static class Purchases
{
    /// <summary>In percent; the channels with the lowest rates get the fewest.</summary>
    private static readonly (string Channel, int Share)[] Shares = [("wechat", 60), ("alipay", 26), ("bestpay", 8), ("unionpay", 6)];

    public static IReadOnlyList<SamplePayment> Make(Plan plan, IReadOnlyList<string> merchants)
    {
        var chance = plan.Chance(1);
        return [.. Enumerable.Range(0, plan.Payments).Select(n => Make(n, ChannelOf(chance.Next(100)), merchants[n % merchants.Count], chance))];
    }

    /// <summary>
    /// One payment in a hundred at BestPay fails twice, is refunded by hand, and no file shows it (S30): such a refund
    /// only two people can end.
    /// </summary>
    public static IEnumerable<SamplePayment> Silent(Plan plan, IReadOnlyList<SamplePayment> payments)
    {
        var chance = plan.Chance(2);
        return payments.Where(p => p.Channel == "bestpay" && chance.Next(100) == 0);
    }

    private static SamplePayment Make(int n, string channel, string merchant, Random chance)
    {
        var paid = 4_000 + chance.Next(20_000);
        var numbers = ChannelKeys.MerchantNumbers[channel];
        return new SamplePayment(
            merchant, $"P{n:D6}", paid, paid * 6 / 1000, chance.Next(10) < 3 ? "card" : "wallet", numbers[n % numbers.Count],
            ChannelNo(channel, n), channel == "bestpay" ? 1 + chance.Next(3) : chance.Next(4), chance.Next(10) > 0, channel);
    }

    private static string ChannelOf(int drawn)
    {
        foreach (var (channel, share) in Shares)
            if ((drawn -= share) < 0) return channel;
        return Shares[0].Channel;
    }

    /// <summary>As each channel writes its numbers.</summary>
    private static string ChannelNo(string channel, int n) => channel switch
    {
        "alipay" => $"20261121220014{n:D14}",
        "bestpay" => $"BP20261121{n:D12}",
        "unionpay" => $"7326112106{n:D11}",
        _ => $"4200000000{n:D14}",
    };
}
