using System.Collections.Concurrent;
using System.Net.Http.Json;
using Channels;
using Channels.BestPay;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Tests.BestPay;

/// <summary>
/// A simulator and our adapter, each on its own port, with nothing between them but HTTP, and one virtual clock.
/// </summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string MerchantNo = "3178000000000001";
    private readonly WebApplication simulator;
    private readonly WebApplication receiver;
    private readonly ServiceProvider adapter;
    private readonly HttpClient http;
    private int lastNo;

    private Stand(WebApplication simulator, WebApplication receiver)
    {
        (this.simulator, this.receiver) = (simulator, receiver);
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        adapter = Adapter("merchantPrivateKey");
    }

    public IRefundChannel Channel => adapter.GetRequiredService<IRefundChannel>();
    public VirtualClock Clock => simulator.Services.GetRequiredService<VirtualClock>();
    public IReadOnlyList<TruthLine> Truth => simulator.Services.GetRequiredService<TruthLog>().All();

    /// <summary>What the receiver of notices understood, in order.</summary>
    public ConcurrentQueue<NoticeResult> Notices { get; } = [];

    /// <summary>Whether the receiver takes what it understood.</summary>
    public bool TakesNotices { get; set; } = true;

    public static async Task<Stand> Start(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        Stand? stand = null;
        receiver.MapPost("/notices/{merchantNo}", (HttpContext call, string merchantNo) =>
            stand!.Receive(call, merchantNo));
        await receiver.StartAsync();

        var simulator = SimulatorApp.Build(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings]);
        await simulator.StartAsync();
        return stand = new Stand(simulator, receiver);
    }

    /// <summary>Our side, with a key of the simulator's test keys.</summary>
    public ServiceProvider Adapter(string privateKey)
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonDocument.Parse(stream).RootElement;
        var settings = new Dictionary<string, string?>
        {
            ["BaseUrl"] = simulator.Urls.First(),
            ["Timeout"] = "00:00:06",
            ["NotifyUrl"] = $"{receiver.Urls.First()}/notices/{{merchantNo}}",
            ["BillUrl"] = $"{simulator.Urls.First()}/bestpay/files/{{merchantNo}}/{{day}}.csv",
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
            settings[$"Merchants:{merchantNo}:PrivateKey"] = keys.GetProperty(privateKey).GetString();
            settings[$"Merchants:{merchantNo}:PlatformKey"] = keys.GetProperty("platformCertificate").GetString();
        }
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddBestPay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    /// <summary>A captured payment of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(object? more = null)
    {
        var no = $"{Interlocked.Increment(ref lastNo):D4}";
        var payment = JsonSerializer.SerializeToNode(
            new { mchid = MerchantNo, transactionId = $"T{no}", outTradeNo = $"M{no}", total = 1000 })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            payment[name] = value?.DeepClone();
        await Post("payments", new[] { payment });
        return new ChannelRefund(
            MerchantNo, $"R{no}A", null, $"T{no}", new Money(880, "CNY"), new Money(1000, "CNY"), "退款 & more")
        {
            NumberedAt = Clock.GetUtcNow(),
            PaidAt = (DateTimeOffset?)payment["paidAt"] ?? Clock.GetUtcNow(),
        };
    }

    public Task GoesWrong(params MisfortuneOrder[] orders) => Post("misfortunes", orders);

    public async Task Post(string what, object body)
    {
        using var response = await http.PostAsJsonAsync($"/sim/bestpay/{what}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<string> Look(ChannelRefund order) =>
        http.GetStringAsync($"/sim/bestpay/refunds/{order.ChannelMerchant}/{order.No}");

    public Task<ChannelAnswer> Send(ChannelRefund order) => Channel.Send(order, Channel.Compose(order), default);

    public Task<ChannelAnswer> Ask(ChannelRefund order) => Channel.Ask(order, default);

    /// <summary>The answers of all notices so far, about this order.</summary>
    public List<ChannelAnswer> Told(ChannelRefund order) =>
        [.. Notices.Select(result => Assert.IsType<NoticeResult.Genuine>(result).Notice.AnswerFor(order))];

    public Task<BillAnswer> File(DateOnly day) => adapter.GetRequiredService<IBillSource>()
        .Fetch(MerchantNo, day, "refunds", default);

    public async Task<List<BillLine>> Lines(DateOnly day)
    {
        List<BillLine> lines = [];
        await foreach (var line in Assert.IsType<BillAnswer.File>(await File(day)).Lines) lines.Add(line);
        return lines;
    }

    public void Advance(TimeSpan by) => Clock.Advance(Clock.OffsetSeconds + (long)by.TotalSeconds);

    /// <summary>To ten o'clock, Beijing time, of the day after; returns the day that ended.</summary>
    public DateOnly NextMorning()
    {
        var now = Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var morning = new DateTimeOffset(now.Date.AddDays(1).AddHours(10), now.Offset);
        Advance(morning - now + TimeSpan.FromSeconds(1));
        return DateOnly.FromDateTime(now.Date);
    }

    /// <summary>All that was due is done, and what follows from it has its time.</summary>
    public Task Settled() => Eventually(() => simulator.Services.GetRequiredService<DueWork>().IsIdle);

    /// <summary>Waits, at most ten seconds, until it is so.</summary>
    public static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; tries < 500 && !holds(); tries++) await Task.Delay(20);
        Assert.True(holds());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        await receiver.DisposeAsync();
        await adapter.DisposeAsync();
    }

    private async Task<IResult> Receive(HttpContext call, string merchantNo)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        var notices = adapter.GetRequiredService<INoticeSource>();
        var result = await notices.Read(merchantNo, _ => null, body.ToArray(), default);
        Notices.Enqueue(result);
        var reply = result is NoticeResult.Genuine && TakesNotices
            ? notices.Taken
            : notices.NotTaken(NoticeRefusal.UnknownRefund);
        return Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
    }
}
