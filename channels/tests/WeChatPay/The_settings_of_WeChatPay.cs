using Channels.WeChatPay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.WeChatPay;

public sealed class The_settings_of_WeChatPay
{
    [Fact]
    public void Report_all_mistakes_at_once()
    {
        var settings = WeChatPayKit.Settings();
        settings["Timeout"] = "00:00:00";
        settings[$"Merchants:{WeChatPayKit.MchId}:ApiV3Key"] = "short";
        settings[$"Merchants:{WeChatPayKit.MchId}:PrivateKey"] = "no key";
        settings["NotifyUrl"] = "https://a.example/?b";
        var failure = Assert.Throws<OptionsValidationException>(() =>
            WeChatPayKit.Services(settings).GetRequiredService<IOptions<WeChatPayOptions>>().Value);
        Assert.Equal(4, failure.Failures.Count());
    }

    [Fact]
    public void Do_not_print_their_secrets()
    {
        var options = WeChatPayKit.Services(WeChatPayKit.Settings())
            .GetRequiredService<IOptions<WeChatPayOptions>>().Value;
        var text = options.ToString() + options.Merchants[WeChatPayKit.MchId];
        Assert.DoesNotContain(Vectors.Text("apiV3Key"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("MII", text, StringComparison.Ordinal);
    }
}
