using Channels.UnionPay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.UnionPay;

public sealed class The_settings_of_UnionPay
{
    [Fact]
    public void Report_all_mistakes_at_once()
    {
        var settings = UnionPayKit.Settings();
        settings["Timeout"] = "00:00:00";
        settings["FileUrl"] = "files";
        settings["BillMegabytes"] = "0";
        settings["NotifyUrl"] = "https://a.example/?b";
        settings["TrustedRoots:0"] = "no certificate";
        settings[$"Merchants:{UnionPayKit.MerId}:CertId"] = "5157F0";
        settings[$"Merchants:{UnionPayKit.MerId}:PrivateKey"] = "no key";
        settings["Merchants:42:PrivateKey"] = "@/no/such/file";
        var failure = Assert.Throws<OptionsValidationException>(() => Value(settings));
        Assert.Equal(10, failure.Failures.Count());
    }

    [Fact]
    public void Need_roots_and_an_address_for_notices_as_soon_as_there_is_a_merchant()
    {
        var settings = UnionPayKit.Settings();
        settings.Remove("TrustedRoots:0");
        settings.Remove("NotifyUrl");
        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Value(settings)).Failures.Count());
    }

    [Fact]
    public void May_be_empty() => Assert.Empty(Value([]).Merchants);

    [Fact]
    public void Do_not_print_their_secrets()
    {
        var options = Value(UnionPayKit.Settings());
        Assert.DoesNotContain(
            "MII", options.ToString() + options.Merchants[UnionPayKit.MerId], StringComparison.Ordinal);
    }

    private static UnionPayOptions Value(Dictionary<string, string?> settings) =>
        UnionPayKit.Services(settings).GetRequiredService<IOptions<UnionPayOptions>>().Value;
}
