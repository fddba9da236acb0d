using Channels;
using Channels.BestPay;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Simulators.Tests.BestPay;

/// <summary>BestPay's simulator and our adapter, and one virtual clock.</summary>
internal sealed class Stand() : ChannelStand("bestpay")
{
    public const string MerchantNo = "3178000000000001";

    /// <summary>Whether the receiver takes what it understood.</summary>
    public bool TakesNotices { get; set; } = true;

    public static Task<Stand> Start(params string[] settings) => Started(new Stand(), settings);

    /// <summary>Our side, with a key of the simulator's test keys.</summary>
    public ServiceProvider Adapter(string privateKey)
    {
        var settings = new Dictionary<string, string?>
        {
            ["BaseUrl"] = Address,
            ["Timeout"] = "00:00:06",
            ["NotifyUrl"] = $"{NoticeAddress}/{{merchantNo}}",
            ["BillUrl"] = $"{Address}/bestpay/files/{{merchantNo}}/{{day}}.csv",
            ["ContractCodes:REFUND_NOT_EXIST"] = "NotFound",
            ["ContractCodes:ORDER_NOT_EXIST"] = "Final",
            ["ContractCodes:REFUND_AMT_EXCEED"] = "Final",
            ["ContractCodes:REFUND_OVERDUE"] = "Final",
            ["ContractCodes:PAYER_ACCOUNT_ABNORMAL"] = "Final",
            ["ContractCodes:PARAM_ERROR"] = "Final",
            ["ContractCodes:BALANCE_NOT_ENOUGH"] = "Funds",
            ["ContractCodes:MERCHANT_NOT_EXIST"] = "Configuration",
        };
        foreach (var merchantNo in (string[])[MerchantNo, "3178000000000002"])
        {
            settings[$"Merchants:{merchantNo}:PrivateKey"] = Key(privateKey);
            settings[$"Merchants:{merchantNo}:PlatformKey"] = Key("platformCertificate");
        }
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddBestPay(Section(settings))
            .BuildServiceProvider();
    }

    /// <summary>A captured payment of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(object? more = null)
    {
        var no = NextNo();
        var payment = await Captured(
            new { mchid = MerchantNo, transactionId = $"T{no}", outTradeNo = $"M{no}", total = 1000 }, more);
        return new ChannelRefund(
            MerchantNo, $"R{no}A", null, $"T{no}", new Money(880, "CNY"), new Money(1000, "CNY"), "退款 & more")
        {
            NumberedAt = Clock.GetUtcNow(),
            PaidAt = (DateTimeOffset?)payment["paidAt"] ?? Clock.GetUtcNow(),
        };
    }

    public Task<string> Look(ChannelRefund order) =>
        Http.GetStringAsync($"/sim/bestpay/refunds/{order.ChannelMerchant}/{order.No}");

    /// <summary>The answers of all notices so far, about this order.</summary>
    public List<ChannelAnswer> Told(ChannelRefund order) =>
        [.. Notices.Select(result => Assert.IsType<NoticeResult.Genuine>(result).Notice.AnswerFor(order))];

    public Task<BillAnswer> File(DateOnly day) => Bills.Fetch(MerchantNo, day, "refunds", default);

    public async Task<List<BillLine>> Lines(DateOnly day)
    {
        List<BillLine> lines = [];
        await foreach (var line in Assert.IsType<BillAnswer.File>(await File(day)).Lines) lines.Add(line);
        return lines;
    }

    protected override ServiceProvider Connect() => Adapter("merchantPrivateKey");

    protected override IResult Answer(NoticeResult result, INoticeSource source)
    {
        var reply = result is NoticeResult.Genuine && TakesNotices
            ? source.Taken
            : source.NotTaken(NoticeRefusal.UnknownRefund);
        return Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
    }
}
