using Channels;
using Channels.WeChatPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.WeChatPay;

/// <summary>WeChat Pay's simulator and our adapter.</summary>
internal sealed class Stand() : ChannelStand("wechat")
{
    public const string MchId = "1900099901";
    private const string TestSerial = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";

    /// <summary>What the receiver answers; 204 unless a test wants otherwise.</summary>
    public Func<int> NoticeStatus { get; set; } = () => 204;

    public static Task<Stand> Start(params string[] settings) => Started(new Stand(), settings);

    /// <summary>Our side, with the test keys of the simulator.</summary>
    public static ServiceProvider Adapter(string simulator, string notices, string serial = TestSerial)
    {
        var settings = new Dictionary<string, string?>
        {
            ["BaseUrl"] = simulator,
            ["Timeout"] = "00:00:06",
            ["NotifyUrl"] = $"{notices}/{{mchid}}",
        };
        foreach (var mchId in (string[])[MchId, "1900099902"])
        {
            settings[$"Merchants:{mchId}:CertificateSerial"] = serial;
            settings[$"Merchants:{mchId}:PrivateKey"] = Key("merchantPrivateKey");
            settings[$"Merchants:{mchId}:ApiV3Key"] = Key("apiV3Key");
            settings[$"Merchants:{mchId}:PlatformKeys:{Key("platformPublicKeyId")}"] = Key("platformPublicKey");
        }
        return new ServiceCollection().AddWeChatPay(Section(settings)).BuildServiceProvider();
    }

    /// <summary>A captured payment of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(object? more = null)
    {
        var no = NextNo();
        await Captured(new { mchid = MchId, transactionId = $"42{no}", outTradeNo = $"T{no}", total = 1000 }, more);
        return new ChannelRefund(
            MchId, $"R{no}A", null, $"42{no}", new Money(880, "CNY"), new Money(1000, "CNY"), "退款");
    }

    protected override ServiceProvider Connect() => Adapter(Address, NoticeAddress);

    protected override IResult Answer(NoticeResult result, INoticeSource source) =>
        Results.StatusCode(result is NoticeResult.Genuine ? NoticeStatus() : 401);
}
