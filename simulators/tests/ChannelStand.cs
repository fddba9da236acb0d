using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Tests;

/// <summary>
/// A simulator and our adapter, each on its own port, with nothing between them but HTTP. A channel's own stand says what
/// is its own: keys, payments, and how notices are answered.
/// </summary>
/// <param name="channel">As in the addresses under <c>/sim</c>.</param>
internal abstract class ChannelStand(string channel) : IAsyncDisposable
{
    private static readonly JsonElement Keys = ReadKeys();
    private WebApplication simulator = null!;
    private WebApplication receiver = null!;
    private ServiceProvider adapter = null!;
    private int lastNo;

    public IRefundChannel Channel => adapter.GetRequiredService<IRefundChannel>();
    public IBillSource Bills => adapter.GetRequiredService<IBillSource>();
    public string Address => simulator.Urls.First();
    public VirtualClock Clock => simulator.Services.GetRequiredService<VirtualClock>();
    public IReadOnlyList<TruthLine> Truth => simulator.Services.GetRequiredService<TruthLog>().All();

    /// <summary>What the receiver of notices understood, in order.</summary>
    public ConcurrentQueue<NoticeResult> Notices { get; } = [];

    /// <summary>Where notices are received, without the merchant number behind it.</summary>
    protected string NoticeAddress => $"{receiver.Urls.First()}/notices";

    /// <summary>Speaks to the simulator.</summary>
    protected HttpClient Http { get; private set; } = null!;

    /// <summary>What the simulator is started with, besides what a test wants.</summary>
    protected virtual string[] OwnSettings => [];

    public Task GoesWrong(params MisfortuneOrder[] orders) => Post("misfortunes", orders);

    public async Task Post(string what, object body)
    {
        using var response = await Http.PostAsJsonAsync($"/sim/{channel}/{what}", body);
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
        Http.Dispose();
        await simulator.DisposeAsync();
        await receiver.DisposeAsync();
        await adapter.DisposeAsync();
    }

    protected static async Task<T> Started<T>(T stand, string[] settings) where T : ChannelStand
    {
        await stand.Begin(settings);
        return stand;
    }

    /// <summary>One of the simulator's test keys.</summary>
    protected static string Key(string name) => Keys.GetProperty(name).GetString()!;

    protected static IConfiguration Section(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    /// <summary>Our side.</summary>
    protected abstract ServiceProvider Connect();

    /// <summary>What the receiver answers.</summary>
    protected abstract IResult Answer(NoticeResult result, INoticeSource source);

    protected string NextNo() => $"{Interlocked.Increment(ref lastNo):D4}";

    /// <summary>Makes a captured payment known, with what a test says more of it or otherwise; returns all of it.</summary>
    protected async Task<JsonObject> Captured(object payment, object? more)
    {
        var all = JsonSerializer.SerializeToNode(payment)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            all[name] = value?.DeepClone();
        await Post("payments", new[] { all });
        return all;
    }

    private async Task Begin(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/notices/{merchant}", Receive);
        await receiver.StartAsync();

        simulator = SimulatorApp.Build(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. OwnSettings, .. settings]);
        await simulator.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(Address) };
        adapter = Connect();
    }

    private async Task<IResult> Receive(HttpContext call, string merchant)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        var source = adapter.GetRequiredService<INoticeSource>();
        var result = await source.Read(
            merchant, name => call.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null,
            body.ToArray(), default);
        Notices.Enqueue(result);
        return Answer(result, source);
    }

    private static JsonElement ReadKeys()
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
