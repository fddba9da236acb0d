using Channels.BestPay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.BestPay;

public sealed class The_settings_of_BestPay
{
    [Fact]
    public void Report_all_mistakes_at_once()
    {
        var settings = BestPayKit.Settings();
        settings["Timeout"] = "00:00:00";
        settings["QueryWindowDays"] = "0";
        settings["NotifyUrl"] = "here";
        settings["BillUrl"] = "https://files.example.com/bill.csv";
        settings["ContractCodes:REFUND_ALREADY"] = "Final";
        settings[$"Merchants:{BestPayKit.MerchantNo}:PrivateKey"] = "no key";
        settings[$"Merchants:{BestPayKit.MerchantNo}:TradeChannel"] = "";
        var failure = Assert.Throws<OptionsValidationException>(() =>
            BestPayKit.Services(settings).GetRequiredService<IOptions<BestPayOptions>>().Value);
        Assert.Equal(7, failure.Failures.Count());
    }

    [Fact]
    public void May_be_empty()
    {
        var services = BestPayKit.Services([]);
        Assert.Empty(services.GetRequiredService<IOptions<BestPayOptions>>().Value.Merchants);
        Assert.Equal("bestpay", services.GetRequiredService<IRefundChannel>().Name);
    }

    [Fact]
    public void Do_not_print_their_secrets()
    {
        var options = BestPayKit.Services(BestPayKit.Settings()).GetRequiredService<IOptions<BestPayOptions>>().Value;
        var text = options.ToString() + options.Merchants[BestPayKit.MerchantNo];
        Assert.DoesNotContain("MII", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_as_far_as_the_rulebook_trusts_the_query()
    {
        var rulebook = RulebookReader.ReadOf("bestpay");
        var options = new BestPayOptions();
        Assert.Equal(options.QueryWindowDays, rulebook.QueryWithinDays);
        var days = TimeSpan.FromDays(options.QueryWindowDays);
        Assert.True(rulebook.Trusts("outRequestNo", days, parts: 1));
        Assert.False(rulebook.Trusts("outRequestNo", days + TimeSpan.FromSeconds(1), parts: 1));
        Assert.DoesNotContain(rulebook.Files, file => file.Authoritative);
    }
}
