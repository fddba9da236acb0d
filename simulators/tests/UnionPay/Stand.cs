using Channels;
using Channels.UnionPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.UnionPay;

/// <summary>UnionPay's simulator and our adapter.</summary>
internal sealed class Stand() : ChannelStand("unionpay")
{
    public const string MerId = "777290058110048";
    public const string TestCertId = "464389378319535425530970086054627680253797054689";
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>What the receiver answers; the channel's own word unless a test wants otherwise.</summary>
    public Func<int> NoticeStatus { get; set; } = () => 200;

    public static Task<Stand> Start(params string[] settings) => Started(new Stand(), settings);

    /// <summary>Our side, with the test keys of the simulator.</summary>
    public static ServiceProvider Adapter(string simulator, string notices, string certId = TestCertId)
    {
        var settings = new Dictionary<string, string?>
        {
            ["BaseUrl"] = simulator,
            ["FileUrl"] = $"{simulator}/unionpay/files",
            ["Timeout"] = "00:00:06",
            ["NotifyUrl"] = $"{notices}/{{merId}}",
            ["TrustedRoots:0"] = Key("platformCertificate"),
            ["TrustedName"] = "test-platform",
        };
        foreach (var merId in (string[])[MerId, "777290058110097"])
        {
            settings[$"Merchants:{merId}:CertId"] = certId;
            settings[$"Merchants:{merId}:PrivateKey"] = Key("merchantPrivateKey");
        }
        return new ServiceCollection().AddUnionPay(Section(settings)).BuildServiceProvider();
    }

    /// <summary>A purchase of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(DateTimeOffset? paidAt = null)
    {
        var no = NextNo();
        var payment = new
        {
            mchid = MerId, transactionId = $"73231115060110{no}18", outTradeNo = $"T0000000{no}", total = 1000, paidAt,
        };
        await Captured(payment, more: null);
        return new ChannelRefund(
            MerId, $"R0000000{no}A", null, payment.transactionId, new Money(880, "CNY"), new Money(1000, "CNY"), "退款")
        {
            NumberedAt = Clock.GetUtcNow(), PaidAt = paidAt ?? Clock.GetUtcNow(),
        };
    }

    /// <summary>Forward to the next such time of day, Beijing time; tells the moment.</summary>
    public DateTimeOffset AdvanceTo(int hour, int minute = 0)
    {
        var now = Clock.GetUtcNow().ToOffset(Beijing);
        var time = new DateTimeOffset(now.Date, Beijing).AddHours(hour).AddMinutes(minute);
        if (time <= now) time = time.AddDays(1);
        Advance(time - now + TimeSpan.FromSeconds(1));
        return time;
    }

    /// <summary>To noon of a day, far from every cut.</summary>
    public DateOnly Noon() => DateOnly.FromDateTime(AdvanceTo(12).DateTime);

    protected override ServiceProvider Connect() => Adapter(Address, NoticeAddress);

    protected override IResult Answer(NoticeResult result, INoticeSource source) =>
        Results.StatusCode(result is NoticeResult.Genuine ? NoticeStatus() : 401);
}
