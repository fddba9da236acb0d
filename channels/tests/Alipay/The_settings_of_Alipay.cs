using Channels.Alipay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.Alipay;

public sealed class The_settings_of_Alipay
{
    [Fact]
    public void Report_all_mistakes_at_once()
    {
        var settings = AlipayKit.Settings();
        settings["Timeout"] = "00:00:00";
        settings["LargestBillBytes"] = "0";
        settings[$"Merchants:{AlipayKit.AppId}:PrivateKey"] = "no key";
        settings[$"Merchants:{AlipayKit.AppId}:AlipayPublicKeys:1"] = Vectors.Key("platformPublicKey")[..100];
        settings[$"Merchants:{AlipayKit.AppId}:AppCertificate"] = "no certificate";
        settings["Merchants:wx42:PrivateKey"] = Vectors.Key("merchantPrivateKeyPkcs8Base64");
        var failure = Assert.Throws<OptionsValidationException>(() => Read(settings));
        Assert.Equal(8, failure.Failures.Count());
    }

    [Fact]
    public void May_be_empty_or_in_certificate_mode()
    {
        Assert.Empty(Read([]).Merchants);
        Assert.Single(Read(AlipayKit.CertificateSettings()).Merchants);
    }

    [Fact]
    public void Do_not_print_their_secrets()
    {
        var options = Read(AlipayKit.Settings());
        Assert.DoesNotContain(
            "MII", options.ToString() + options.Merchants[AlipayKit.AppId], StringComparison.Ordinal);
    }

    [Fact]
    public void Come_with_a_rulebook()
    {
        var rulebook = RulebookReader.ReadOf("alipay");
        Assert.Equal((90, RetryMode.QueryFirst), (rulebook.WindowDays, rulebook.RetryMode));
        Assert.Equal("trade", Assert.Single(rulebook.Files, file => file.Authoritative).Kind);
        Assert.True(rulebook.SettlingTime >= TimeSpan.FromSeconds(10));
        Assert.True(rulebook.Trusts("out_request_no", TimeSpan.FromDays(400), parts: 99));
    }

    private static AlipayOptions Read(Dictionary<string, string?> settings) =>
        AlipayKit.Services(settings).GetRequiredService<IOptions<AlipayOptions>>().Value;
}
