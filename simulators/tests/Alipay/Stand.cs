using Channels;
using Channels.Alipay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.Alipay;

/// <summary>Alipay's simulator and our adapter.</summary>
internal sealed class Stand() : ChannelStand("alipay")
{
    public const string AppId = "2021000000000001";
    private const string OtherAppId = "2021000000000002";

    /// <summary>Whether the receiver takes a message; it does unless a test wants otherwise.</summary>
    public Func<bool> Takes { get; set; } = () => true;

    protected override string[] OwnSettings => [$"--Alipay:MessageUrl={NoticeAddress}/{{appid}}"];

    public static Task<Stand> Start(params string[] settings) => Started(new Stand(), settings);

    /// <summary>Our side, with the test keys of the simulator or with another key of ours.</summary>
    public static ServiceProvider Adapter(string simulator, string key = "merchantPrivateKey")
    {
        var settings = new Dictionary<string, string?> { ["BaseUrl"] = simulator, ["Timeout"] = "00:00:06" };
        foreach (var appId in (string[])[AppId, OtherAppId])
        {
            settings[$"Merchants:{appId}:PrivateKey"] = Key(key);
            settings[$"Merchants:{appId}:AlipayPublicKeys:0"] = Key("platformPublicKey");
        }
        return new ServiceCollection().AddAlipay(Section(settings)).BuildServiceProvider();
    }

    /// <summary>A captured payment of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(object? more = null)
    {
        var no = NextNo();
        await Captured(new { mchid = AppId, transactionId = $"42{no}", outTradeNo = $"T{no}", total = 1000 }, more);
        return new ChannelRefund(
            AppId, $"R{no}A", null, $"42{no}", new Money(880, "CNY"), new Money(1000, "CNY"), "缺货, 抱歉");
    }

    protected override ServiceProvider Connect() => Adapter(Address);

    protected override IResult Answer(NoticeResult result, INoticeSource source)
    {
        var reply = result is NoticeResult.Genuine && Takes()
            ? source.Taken
            : source.NotTaken(NoticeRefusal.UnknownRefund);
        return Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
    }
}
