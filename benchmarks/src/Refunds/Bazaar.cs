using Stand.Audits;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Refunds;

/// <summary>Merchants with captured payments, each with numbers of its own at the channels and a web server for webhooks.</summary>
internal sealed class Bazaar : IDisposable
{
    private const int Merchants = 4;
    private const long Paid = 10_000, Fee = 60;
    private const int Lot = 500;

    private readonly RunningPlatform platform;
    private readonly WebhookReceiver receiver = new();
    private readonly List<MerchantClient> merchants = [];

    private Bazaar(RunningPlatform platform) => (this.platform, World) = (platform, new World(platform.Simulators.BaseAddress));

    public World World { get; }

    public IReadOnlyList<string> Names => merchants.ConvertAll(m => m.Name);

    public static async Task<Bazaar> Open(RunningPlatform platform)
    {
        var bazaar = new Bazaar(platform);
        for (var i = 0; i < Merchants; i++) await bazaar.OpenMerchant($"stall-{i}");
        return bazaar;
    }

    public MerchantClient MerchantOf(SamplePayment payment) => merchants.Single(m => m.Name == payment.Merchant);

    /// <summary>So many payments at WeChat Pay, merchant by merchant in turn.</summary>
    public Task<IReadOnlyList<SamplePayment>> Capture(int count, CancellationToken ct) =>
        Capture([.. Enumerable.Range(0, count).Select(NewPayment)], ct);

    /// <summary>Registers payments over the API and waits until all are cleared.</summary>
    public async Task<IReadOnlyList<SamplePayment>> Capture(IReadOnlyList<SamplePayment> payments, CancellationToken ct)
    {
        foreach (var lot in payments.Chunk(Lot)) await World.Knows(lot, platform.Clock.Now);
        await Parallel.ForEachAsync(payments, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (payment, _) =>
        {
            var answer = await MerchantOf(payment).RegisterPayment(payment, platform.Clock.Now);
            if (!answer.IsAccepted) throw new InvalidOperationException($"Payment {payment.No}: {answer}");
        });
        await Progress.Within(Timeout.InfiniteTimeSpan, async () => await Uncleared() == 0, ct);
        return payments;
    }

    /// <summary>What an audit may look at, as of now.</summary>
    public async Task<Evidence> Evidence() => new(platform, await World.Truth(), receiver.Events);

    /// <summary>The services' records alone.</summary>
    public Evidence Records() => new(platform, [], []);

    public Task<IReadOnlyList<Row>> Ask(ServiceDefinition service, string sql) => Records().Ask(service, sql);

    public void Dispose()
    {
        foreach (var merchant in merchants) merchant.Dispose();
        receiver.Dispose();
        World.Dispose();
    }

    private async Task OpenMerchant(string name)
    {
        var merchant = await MerchantClient.Open(platform.Gateway.BaseAddress, ServiceSettings.AdminKey, name);
        merchants.Add(merchant);
        var endpoint = await merchant.Post("/v1/webhook-endpoints", "hook-" + name, new { url = receiver.AddressOf(merchant.Id).AbsoluteUri });
        receiver.Trusts(merchant.Id, endpoint.Text("secret") ?? throw new InvalidOperationException($"No webhook endpoint: {endpoint}"));
    }

    private async Task<long> Uncleared() =>
        (await Ask(ServiceDefinition.Gateway, "SELECT count(*) FROM payments WHERE cleared_at IS NULL"))[0].Number(0);

    private SamplePayment NewPayment(int n) => new(
        merchants[n % Merchants].Name, $"P{n:D6}", Paid, Fee, "wallet", $"190009990{(n % Merchants) + 1}", $"4200000000{n:D14}", 0,
        PayeeIsKnown: false, "wechat");
}
