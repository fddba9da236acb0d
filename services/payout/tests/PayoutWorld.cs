using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Payouts;
using Contracts.Restores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payout.Payees;
using Payout.Payouts;
using Payout.Transfers;
using Platform.Hosting;
using Platform.Http;
using Platform.Testing;
using Platform.Time;
using Simulators;
using Simulators.BankTransfer;
using Simulators.Clock;
using Simulators.Truth;

namespace Payout.Tests;

/// <summary>
/// The whole service on a real database and broker, a bank that talks over HTTP, and one clock for both.
/// </summary>
public sealed class PayoutWorld : IAsyncLifetime
{
    public const string Account = "6222020200000000001";
    public static readonly PayeeInput Payee = new("张三", Account, "102100099996");

    private readonly string clockFile = Path.Combine(Path.GetTempPath(), $"payout-clock-{Guid.CreateVersion7():N}");
    private readonly List<ServiceHarness<PayoutDb>> replicas = [];
    private readonly string kek = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Dictionary<string, string?> further;
    private WebApplication bank = null!;
    private long offset;

    public PayoutWorld() : this([])
    {
    }

    internal PayoutWorld(Dictionary<string, string?> settings) => further = settings;

    public ServiceHarness<PayoutDb> Service => replicas[0];
    public ConcurrentQueue<string> Logs { get; } = [];

    /// <summary>Of replicas that are started from now on; they win over the usual ones.</summary>
    internal Dictionary<string, string?> Further => further;

    public BankTestClock Time => new(bank.Services.GetRequiredService<VirtualClock>());

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(clockFile, "0");
        bank = SimulatorApp.Build(
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", $"--Clock:OffsetFile={clockFile}");
        await bank.StartAsync();
        await StartReplica();
    }

    /// <summary>The service once more, on the same database and broker.</summary>
    public async Task<ServiceHarness<PayoutDb>> StartReplica(params string[] args)
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonNode.Parse(stream)!;
        var settings = new Dictionary<string, string?>
        {
            ["Clock:OffsetFile"] = clockFile,
            ["Payout:LookEvery"] = "00:00:00.050",
            ["Payout:ReportsEvery"] = "00:00:00.100",
            ["Payout:StatementsEvery"] = "00:00:00.100",
            ["Payout:RestoreWait"] = "00:00:01",
            ["Vault:Keys:kek-1"] = kek,
            ["Vault:CurrentKey"] = "kek-1",
            ["BankTransfer:BaseUrl"] = $"{bank.Urls.First()}/bank",
            ["BankTransfer:Timeout"] = "00:00:02",
            ["BankTransfer:PrivateKey"] = (string?)keys["merchantPrivateKey"],
            ["BankTransfer:BankKey"] = (string?)keys["platformPublicKey"],
            ["BankTransfer:DebtorName"] = "Demo PSP",
            ["BankTransfer:DebtorAccount"] = "755900000000001",
            ["BankTransfer:DebtorBankCode"] = "308584000013",
        };
        foreach (var (key, value) in further) settings[key] = value;
        var replica = await ServiceHarness<PayoutDb>.StartAsync(
            "payout",
            (builder, p) =>
            {
                builder.AddOptions<PayoutOptions>("Payout");
                builder.AddOptions<VaultOptions>("Vault");
                builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new LogEar(Logs));
                p.AddPayout();
                p.AllowUnheard<PayoutChanged>();
            },
            replicas.Count > 0 ? [] : [typeof(PayoutChanged), typeof(TransferMoved), typeof(PayeeDataArrived), typeof(RestoreAnswered)],
            settings,
            new()
            {
                Map = app => app.MapPayout(), Beside = replicas.FirstOrDefault(),
                Arguments = [.. args, "--environment=Testing"],
            });
        replicas.Add(replica);
        return replica;
    }

    public static string[] RestoredAnHourAgo() =>
        ["--restored", $"{TimeProvider.System.GetUtcNow().AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}"];

    public static MakePayout NewOrder(long minor = 8_80, Guid? paymentId = null) => new(
        NewId(), NewId(), 1, "R" + Convert.ToHexString(RandomNumberGenerator.GetBytes(10))[..19], NewId(), paymentId
            ?? NewId(),
        new Money(minor, "CNY"), "REFUND T1");

    public static Guid NewId() => Ids.New(TimeProvider.System);

    /// <summary>An order whose payee the vault knows.</summary>
    public async Task<MakePayout> Order(BankFateKind? fate = null, long minor = 8_80)
    {
        var order = NewOrder(minor);
        if (fate is { } kind) await Fate(new BankFateOrder(kind, No: order.No));
        await PutPayee(order.PaymentId);
        await Service.Publish(order);
        return order;
    }

    public async Task Fate(params BankFateOrder[] fates)
    {
        using var control = new HttpClient();
        using var answer = await control.PostAsJsonAsync($"{bank.Urls.First()}/sim/bank/fates", fates);
        answer.EnsureSuccessStatusCode();
    }

    public async Task Statements(object order)
    {
        using var control = new HttpClient();
        using var answer = await control.PostAsJsonAsync($"{bank.Urls.First()}/sim/bank/statements", order);
        answer.EnsureSuccessStatusCode();
    }

    public IReadOnlyList<TruthLine> Truth(string no) =>
        [.. bank.Services.GetRequiredService<TruthLog>().All().Where(line => line.No == no)];

    public Task<HttpResponseMessage> PutPayee(Guid paymentId, object? payee = null) =>
        Call(HttpMethod.Put, $"/internal/vault/payees/{paymentId}", "gateway", JsonContent.Create(payee ?? Payee));

    /// <summary>A call that another service of the platform signed.</summary>
    public async Task<HttpResponseMessage> Call(
        HttpMethod method, string path, string caller, HttpContent? body = null, string? reason = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Service.Address, path)) { Content = body };
        foreach (var header in Service.Services.GetRequiredService<InternalAuth>().Headers(
            caller, null, method.Method, path))
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (reason is not null) request.Headers.Add("X-Vault-Reason", reason);
        return await client.SendAsync(request);
    }

    public Task<PayoutChanged> Told(MakePayout order, PayoutStatus status, int seconds = 20) =>
        Service.Published<PayoutChanged>(
            fact => fact.PayoutId == order.PayoutId && fact.Status == status, seconds: seconds);

    /// <summary>The answer to its send is stored.</summary>
    public Task Answered(MakePayout order) => Eventually.True(async () => await Service.Database.Scalar<long>(
        $"SELECT count(*) FROM sends WHERE no = '{order.No}' AND answered_at IS NOT NULL") == 1, "answered");

    public Task<T> Of<T>(MakePayout order, string column) =>
        Service.Database.Scalar<T>($"SELECT {column} FROM transfers WHERE payout_id = '{order.PayoutId}'");

    /// <summary>Moves the one clock on; everybody hears of it within a moment.</summary>
    public async Task Pass(TimeSpan time)
    {
        offset += (long)time.TotalSeconds;
        await File.WriteAllTextAsync(clockFile, offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Eventually.True(
            () => replicas.All(r => r.Services.GetRequiredService<PlatformClock>().Offset.TotalSeconds >= offset)
                && bank.Services.GetRequiredService<VirtualClock>().OffsetSeconds >= offset, "the clock moved");
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in replicas.AsEnumerable().Reverse()) await replica.DisposeAsync();
        await bank.DisposeAsync();
        File.Delete(clockFile);
    }
}

/// <summary>The bank's day.</summary>
public sealed record BankTestClock(VirtualClock Clock)
{
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
}
