using System.Diagnostics;
using Stand.Audits;
using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace EndToEnd;

/// <summary>The whole platform as processes, with merchants, a channel, a web server for webhooks, and an auditor.</summary>
internal sealed class Town : IAsyncDisposable
{
    private const string Ended = "('Succeeded', 'Failed', 'Rejected', 'Cancelled', 'Returned')";
    private static int nextPayment;
    private readonly List<MerchantClient> merchants = [];
    private readonly LastLogs logs;

    private Town(RunningPlatform platform)
    {
        Platform = platform;
        World = new World(platform.Simulators.BaseAddress);
        logs = new LastLogs(platform.Run);
    }

    public RunningPlatform Platform { get; }

    public World World { get; }

    public WebhookReceiver Receiver { get; } = new();

    public IReadOnlyList<MerchantClient> Merchants => merchants;

    /// <param name="purpose">The first part of the run's name.</param>
    /// <param name="simulators">Settings of the simulators.</param>
    /// <param name="merchants">How many merchants there are, each with a number of its own at the channel.</param>
    /// <param name="services">Settings of the services, each with its section's name in front.</param>
    public static async Task<Town> Start(
        string purpose, Dictionary<string, string?>? simulators = null, int merchants = 4, Dictionary<string, string?>? services = null)
    {
        var settings = new Dictionary<string, string?> { ["WeChatPay__HangSeconds"] = "8", ["WeChatPay__Budgets"] = "false", ["WeChatPay__Spacing"] = "false" };
        foreach (var (key, value) in simulators ?? []) settings[key] = value;
        var platform = await RunningPlatform.Start(purpose, new StandOptions
        {
            Settings = ServiceDefinition.Services.ToDictionary(s => s.Name, IReadOnlyDictionary<string, string?> (_) => services ?? [])
                .Append(new(ServiceDefinition.Simulators.Name, settings)).ToDictionary(),
        });
        var town = new Town(platform);
        try
        {
            for (var i = 0; i < merchants; i++) await town.OpenMerchant($"merchant-{i}");
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>Captures so many payments, spread over the merchants, and waits until they are cleared.</summary>
    public async Task<IReadOnlyList<SamplePayment>> Capture(int count, long fen = 10_000, bool payeeIsKnown = true)
    {
        var payments = Enumerable.Range(0, count).Select(_ => NewPayment(fen, payeeIsKnown)).ToList();
        await World.Knows(payments, Platform.Clock.Now);
        await Parallel.ForEachAsync(payments, Sixteen, async (payment, _) => await Register(payment));
        await Until("payments cleared", async () => await Count(
            ServiceDefinition.Gateway, "SELECT count(*) FROM payments WHERE cleared_at IS NULL") == 0, 90);
        return payments;
    }

    public SamplePayment NewPayment(long fen, bool payeeIsKnown = true)
    {
        var n = Interlocked.Increment(ref nextPayment);
        var merchant = n % merchants.Count;
        return new SamplePayment(
            merchants[merchant].Name, $"P{n:D6}", fen, fen * 6 / 1000, "wallet", $"190009990{(merchant % 4) + 1}", $"4200000000{n:D14}", 0, payeeIsKnown, "wechat");
    }

    public async Task<ApiAnswer> Register(SamplePayment payment)
    {
        var answer = await MerchantOf(payment).RegisterPayment(payment, Platform.Clock.Now);
        Assert.True(answer.IsAccepted, $"payment {payment.No}: {answer.Status} {answer.Body}");
        return answer;
    }

    /// <summary>Refunds every payment whole, sixteen at a time; each must be answered 202.</summary>
    public async Task<IReadOnlyList<Guid>> RefundAll(IReadOnlyList<SamplePayment> payments, Func<int, Task>? meanwhile = null)
    {
        var ids = new Guid[payments.Count];
        var asked = 0;
        await Parallel.ForEachAsync(payments.Select((p, i) => (p, i)), Sixteen, async (x, _) =>
        {
            var answer = await MerchantOf(x.p).AskRefund("R" + x.p.No, x.p.No, x.p.Paid);
            Assert.True(answer.IsAccepted, $"refund of {x.p.No}: {answer.Status} {answer.Body}");
            ids[x.i] = answer.Id;
            if (meanwhile is not null) await meanwhile(Interlocked.Increment(ref asked));
        });
        return ids;
    }

    public MerchantClient MerchantOf(SamplePayment payment) => merchants.Single(m => m.Name == payment.Merchant);

    /// <summary>Lets time pass until every refund has ended: a probe plan may need hours, and parts of a payment go one by one.</summary>
    public async Task AllEnd(int seconds = 420)
    {
        var (watch, still, last) = (Stopwatch.StartNew(), Stopwatch.StartNew(), -1L);
        while (true)
        {
            var open = await CountOpen();
            if (open == 0) return;
            if (open != last) still.Restart();
            last = open;
            if (watch.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"{open} refunds have not ended within {seconds} s: {await States()}");
            if (still.Elapsed.TotalSeconds > 4)
            {
                Platform.Clock.Advance(TimeSpan.FromMinutes(20));
                still.Restart();
            }
            await Task.Delay(200);
        }
    }

    /// <summary>Past ten of the next days, until every success has been found in the channel's file.</summary>
    public async Task Reconcile(int seconds = 120, Func<Task<bool>>? until = null)
    {
        until ??= async () => await CountUnreconciled() == 0;
        var watch = Stopwatch.StartNew();
        do
        {
            PassNight();
            for (var i = 0; i < 75; i++)
            {
                if (await until()) return;
                await Task.Delay(200);
            }
        }
        while (watch.Elapsed.TotalSeconds < seconds);
        throw new TimeoutException($"Not reconciled within {seconds} s: {await States()}");
    }

    /// <summary>To half past ten of the next day in China, when the channel has its files of this one.</summary>
    public void PassNight()
    {
        var china = Platform.Clock.Now.ToOffset(TimeSpan.FromHours(8));
        Platform.Clock.AdvanceTo(new DateTimeOffset(china.Date, china.Offset).AddDays(1).AddHours(10.5));
    }

    /// <summary>All seven, in the records; waits a little for the last webhook.</summary>
    public async Task InvariantsHold()
    {
        var wrong = new List<string>();
        for (var tries = 0; tries < 20; tries++)
        {
            var findings = await Audit.All(await Evidence());
            wrong = [.. findings.SelectMany(f => f.Wrong.Take(5).Select(w => $"invariant {f.Number}: {w}"))];
            if (wrong.Count == 0) return;
            await Task.Delay(1000);
        }
        Assert.Fail(string.Join('\n', wrong));
    }

    public async Task<Evidence> Evidence() => new(Platform, await World.Truth(), Receiver.Events);

    public async Task<long> Count(ServiceDefinition service, string sql) => (await Ask(service, sql))[0].Number(0);

    /// <summary>Successes that stand in no file of the channel yet.</summary>
    public Task<long> CountUnreconciled() => Count(ServiceDefinition.Gateway, Unreconciled);

    /// <summary>Refunds that have not ended.</summary>
    public Task<long> CountOpen() => Count(ServiceDefinition.Gateway, $"SELECT count(*) FROM refunds WHERE state NOT IN {Ended}");

    /// <summary>Refunds that no way to the payer was found for yet: the services are just busy with them.</summary>
    public Task<long> CountUnderWay() => Count(ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE state = 'Received'");

    public async Task<IReadOnlyList<Row>> Ask(ServiceDefinition service, string sql) =>
        await new Evidence(Platform, [], []).Ask(service, sql);

    public async Task<string> StateOf(Guid refund) =>
        (await Ask(ServiceDefinition.Gateway, $"SELECT state FROM refunds WHERE id = '{refund}'"))[0].Text(0);

    /// <summary>At most one movement to the payer for each refund, whatever happened.</summary>
    public async Task NobodyIsPaidTwice() => Assert.Empty(
        (await World.Truth()).Where(t => t.Kind is "refund" or "transfer" && t.Destination != "merchant").GroupBy(t => t.PaymentNo + t.No)
            .Where(g => g.Count() > 1).Select(g => g.Key));

    public static async Task Until(string what, Func<Task<bool>> condition, int seconds = 60)
    {
        for (var watch = Stopwatch.StartNew(); !await condition(); await Task.Delay(100))
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Not within {seconds} s: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var merchant in merchants) merchant.Dispose();
        Receiver.Dispose();
        World.Dispose();
        logs.Dispose();
        await Platform.DisposeAsync();
    }

    private const string Unreconciled = "SELECT count(*) FROM refunds WHERE state = 'Succeeded' AND reconciled_at IS NULL";

    private static ParallelOptions Sixteen => new() { MaxDegreeOfParallelism = 16 };

    private async Task OpenMerchant(string name)
    {
        var merchant = await MerchantClient.Open(Platform.Gateway.BaseAddress, ServiceSettings.AdminKey, name);
        merchants.Add(merchant);
        var endpoint = await merchant.Post(
            "/v1/webhook-endpoints", "hook-" + name, new { url = Receiver.AddressOf(merchant.Id).AbsoluteUri });
        Receiver.Trusts(merchant.Id, endpoint.Text("secret") ?? throw new InvalidOperationException($"no webhook endpoint: {endpoint}"));
    }

    /// <summary>How many refunds are in which states at gateway, with one of each that has not simply succeeded.</summary>
    public async Task<string> States() => string.Join(", ", (await Ask(ServiceDefinition.Gateway, """
        SELECT r.state, coalesce(s.current_state, '-'), coalesce(r.waiting_for, '-'), count(*), (array_agg(r.id))[1]
        FROM refunds r LEFT JOIN refund_sagas s ON s.correlation_id = r.id GROUP BY 1, 2, 3 ORDER BY 4 DESC
        """)).Select(r => $"{r.Text(3)} {r.Text(0)}/{r.Text(1)}/{r.Text(2)}"
            + (r.Text(0) == "Succeeded" ? "" : $" (e.g. {r.Text(4)})")));
}
