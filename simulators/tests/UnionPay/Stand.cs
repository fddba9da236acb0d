using System.Collections.Concurrent;
using System.Net.Http.Json;
using Channels;
using Channels.UnionPay;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Tests.UnionPay;

/// <summary>A simulator and our adapter, each on its own port, with nothing between them but HTTP.</summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string MerId = "777290058110048";
    public const string TestCertId = "464389378319535425530970086054627680253797054689";
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private readonly WebApplication simulator;
    private readonly WebApplication receiver;
    private readonly ServiceProvider adapter;
    private readonly HttpClient http;
    private int lastNo;

    private Stand(WebApplication simulator, WebApplication receiver, ServiceProvider adapter)
    {
        (this.simulator, this.receiver, this.adapter) = (simulator, receiver, adapter);
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
    }

    public IRefundChannel Channel => adapter.GetRequiredService<IRefundChannel>();
    public IBillSource Bills => adapter.GetRequiredService<IBillSource>();
    public string Address => simulator.Urls.First();
    public VirtualClock Clock => simulator.Services.GetRequiredService<VirtualClock>();
    public IReadOnlyList<TruthLine> Truth => simulator.Services.GetRequiredService<TruthLog>().All();

    /// <summary>What the receiver of notices understood, in order.</summary>
    public ConcurrentQueue<NoticeResult> Notices { get; } = [];

    /// <summary>What the receiver answers; the channel's own word unless a test wants otherwise.</summary>
    public Func<int> NoticeStatus { get; set; } = () => 200;

    public static async Task<Stand> Start(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        Stand? stand = null;
        receiver.MapPost("/notices/{merId}", (HttpContext call, string merId) => stand!.Receive(call, merId));
        await receiver.StartAsync();

        var simulator = SimulatorApp.Build(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings]);
        await simulator.StartAsync();
        return stand = new Stand(simulator, receiver, Adapter(simulator.Urls.First(), receiver.Urls.First()));
    }

    /// <summary>Our side, with the test keys of the simulator.</summary>
    public static ServiceProvider Adapter(string simulator, string notices, string certId = TestCertId)
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonDocument.Parse(stream).RootElement;
        var settings = new Dictionary<string, string?>
        {
            ["BaseUrl"] = simulator,
            ["FileUrl"] = $"{simulator}/unionpay/files",
            ["Timeout"] = "00:00:06",
            ["NotifyUrl"] = $"{notices}/notices/{{merId}}",
            ["TrustedRoots:0"] = keys.GetProperty("platformCertificate").GetString(),
            ["TrustedName"] = "test-platform",
        };
        foreach (var merId in (string[])[MerId, "777290058110097"])
        {
            settings[$"Merchants:{merId}:CertId"] = certId;
            settings[$"Merchants:{merId}:PrivateKey"] = keys.GetProperty("merchantPrivateKey").GetString();
        }
        return new ServiceCollection()
            .AddUnionPay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    /// <summary>A purchase of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(DateTimeOffset? paidAt = null)
    {
        var no = $"{Interlocked.Increment(ref lastNo):D4}";
        var payment = new
        {
            mchid = MerId, transactionId = $"73231115060110{no}18", outTradeNo = $"T0000000{no}", total = 1000, paidAt,
        };
        await Post("payments", new[] { payment });
        return new ChannelRefund(
            MerId, $"R0000000{no}A", null, payment.transactionId, new Money(880, "CNY"), new Money(1000, "CNY"), "退款")
        {
            NumberedAt = Clock.GetUtcNow(), PaidAt = paidAt ?? Clock.GetUtcNow(),
        };
    }

    public Task GoesWrong(params MisfortuneOrder[] orders) => Post("misfortunes", orders);

    public async Task Post(string what, object body)
    {
        using var response = await http.PostAsJsonAsync($"/sim/unionpay/{what}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<ChannelAnswer> Send(ChannelRefund order) => Channel.Send(order, Channel.Compose(order), default);

    public Task<ChannelAnswer> Ask(ChannelRefund order) => Channel.Ask(order, default);

    public void Advance(TimeSpan by) => Clock.Advance(Clock.OffsetSeconds + (long)by.TotalSeconds);

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

    private async Task<IResult> Receive(HttpContext call, string merId)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        var result = await adapter.GetRequiredService<INoticeSource>().Read(merId, _ => null, body.ToArray(), default);
        Notices.Enqueue(result);
        return Results.StatusCode(result is NoticeResult.Genuine ? NoticeStatus() : 401);
    }
}
