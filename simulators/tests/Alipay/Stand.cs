using System.Collections.Concurrent;
using System.Net.Http.Json;
using Channels;
using Channels.Alipay;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Tests.Alipay;

/// <summary>A simulator and our adapter, each on its own port, with nothing between them but HTTP.</summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string AppId = "2021000000000001";
    private const string OtherAppId = "2021000000000002";
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

    /// <summary>What the receiver of messages understood, in order.</summary>
    public ConcurrentQueue<NoticeResult> Notices { get; } = [];

    /// <summary>Whether the receiver takes a message; it does unless a test wants otherwise.</summary>
    public Func<bool> Takes { get; set; } = () => true;

    public static async Task<Stand> Start(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        Stand? stand = null;
        receiver.MapPost("/notices/{appid}", (HttpContext call, string appid) => stand!.Receive(call, appid));
        await receiver.StartAsync();

        var simulator = SimulatorApp.Build(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
            $"--Alipay:MessageUrl={receiver.Urls.First()}/notices/{{appid}}", .. settings,
        ]);
        await simulator.StartAsync();
        return stand = new Stand(simulator, receiver, Adapter(simulator.Urls.First()));
    }

    /// <summary>Our side, with the test keys of the simulator or with another key of ours.</summary>
    public static ServiceProvider Adapter(string simulator, string key = "merchantPrivateKey")
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonDocument.Parse(stream).RootElement;
        var settings = new Dictionary<string, string?> { ["BaseUrl"] = simulator, ["Timeout"] = "00:00:06" };
        foreach (var appId in (string[])[AppId, OtherAppId])
        {
            settings[$"Merchants:{appId}:PrivateKey"] = keys.GetProperty(key).GetString();
            settings[$"Merchants:{appId}:AlipayPublicKeys:0"] = keys.GetProperty("platformPublicKey").GetString();
        }
        return new ServiceCollection()
            .AddAlipay(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    /// <summary>A captured payment of 10.00 and an order to give 8.80 of it back.</summary>
    public async Task<ChannelRefund> Payment(object? more = null)
    {
        var no = $"{Interlocked.Increment(ref lastNo):D4}";
        var payment = JsonSerializer.SerializeToNode(
            new { mchid = AppId, transactionId = $"42{no}", outTradeNo = $"T{no}", total = 1000 })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            payment[name] = value?.DeepClone();
        await Post("payments", new[] { payment });
        return new ChannelRefund(
            AppId, $"R{no}A", null, $"42{no}", new Money(880, "CNY"), new Money(1000, "CNY"), "缺货, 抱歉");
    }

    public Task GoesWrong(params MisfortuneOrder[] orders) => Post("misfortunes", orders);

    public async Task Post(string what, object body)
    {
        using var response = await http.PostAsJsonAsync($"/sim/alipay/{what}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<ChannelAnswer> Send(ChannelRefund order) => Channel.Send(order, Channel.Compose(order), default);

    public Task<ChannelAnswer> Ask(ChannelRefund order) => Channel.Ask(order, default);

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

    private async Task<IResult> Receive(HttpContext call, string appId)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        var source = adapter.GetRequiredService<INoticeSource>();
        var result = await source.Read(appId, _ => null, body.ToArray(), default);
        Notices.Enqueue(result);
        var reply = result is NoticeResult.Genuine && Takes()
            ? source.Taken
            : source.NotTaken(NoticeRefusal.UnknownRefund);
        return Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
    }
}
