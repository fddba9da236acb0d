using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Channels;
using Channels.BankTransfer;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Simulators.BankTransfer;
using Simulators.Clock;
using Simulators.Truth;

namespace Simulators.Tests.BankTransfer;

/// <summary>The simulators on a port of their own, and the route <c>bank-file</c> talking to them over HTTP.</summary>
internal sealed class BankStand : IAsyncDisposable
{
    public const string Account = "6222020200000000001";
    public static readonly Payee Payee = new("张三", Account, "102100099996");

    private readonly WebApplication app;
    private readonly HttpClient control;
    private int orders;

    private BankStand(WebApplication app)
    {
        this.app = app;
        control = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Route = RouteTo(app.Urls.First());
    }

    public IPayoutRoute Route { get; }

    public VirtualClock Clock => app.Services.GetRequiredService<VirtualClock>();

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

    public static async Task<BankStand> StartAsync(params string[] settings)
    {
        var app = SimulatorApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync();
        return new BankStand(app);
    }

    public TransferOrder Order(long minor = 8_80) =>
        new($"R{++orders:D19}", new Money(minor, "CNY"), "token", Today, "REFUND T1");

    public async Task<ChannelAnswer> Send(TransferOrder order) =>
        await Route.Send(order, Route.Compose(order), Payee, default);

    public async Task Fate(params BankFateOrder[] orders)
    {
        using var answer = await control.PostAsJsonAsync("/sim/bank/fates", orders);
        answer.EnsureSuccessStatusCode();
    }

    public async Task Statements(int? lateByDays = null, DateOnly? gapFrom = null)
    {
        using var answer = await control.PostAsJsonAsync(
            "/sim/bank/statements", new StatementOrder(lateByDays, gapFrom));
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonNode> Transfer(string no) =>
        JsonNode.Parse(await control.GetStringAsync($"/sim/bank/transfers/{no}"))!;

    public IReadOnlyList<TruthLine> Truth(string no) =>
        [.. app.Services.GetRequiredService<TruthLog>().All().Where(line => line.No == no)];

    /// <summary>Moves the world on; what is due then is done a moment later.</summary>
    public async Task Pass(TimeSpan time, string no, int movements)
    {
        Clock.Advance(Clock.OffsetSeconds + (long)time.TotalSeconds);
        for (var i = 0; i < 200 && Truth(no).Count < movements; i++) await Task.Delay(25);
        Assert.Equal(movements, Truth(no).Count);
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await app.DisposeAsync();
    }

    private static IPayoutRoute RouteTo(string address)
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonNode.Parse(stream)!;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BaseUrl"] = $"{address}/bank",
            ["Timeout"] = "00:00:05",
            ["PrivateKey"] = (string?)keys["merchantPrivateKey"],
            ["BankKey"] = (string?)keys["platformPublicKey"],
            ["DebtorName"] = "Demo PSP",
            ["DebtorAccount"] = "755900000000001",
            ["DebtorBankCode"] = "308584000013",
        }).Build();
        return new ServiceCollection()
            .AddBankTransfer(settings).BuildServiceProvider().GetRequiredService<IPayoutRoute>();
    }
}
