using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Channels;
using Channels.BankPortal;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.Tests.BankPortal;

/// <summary>The simulators on a port of their own, and the channel <c>bank-portal</c> talking to them over HTTP.</summary>
internal sealed class PortalStand : IAsyncDisposable
{
    public const string Merchant = "104310000001";
    private const long Paid = 100_000;
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int refunds;

    private PortalStand(WebApplication app)
    {
        this.app = app;
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var channel = Connect(app.Urls.First());
        (Template, Bills) = (channel.GetRequiredService<IRefundTemplate>(), channel.GetRequiredService<IBillSource>());
    }

    public IRefundTemplate Template { get; }
    public IBillSource Bills { get; }
    public VirtualClock Clock => app.Services.GetRequiredService<VirtualClock>();
    public IReadOnlyList<TruthLine> Truth => app.Services.GetRequiredService<TruthLog>().All();

    public static async Task<PortalStand> StartAsync()
    {
        var app = SimulatorApp.Build("--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning");
        await app.StartAsync();
        return new PortalStand(app);
    }

    /// <summary>A refund of a payment of its own, which the bank knows.</summary>
    public async Task<ChannelRefund> Refund(long minor, bool isKnown = true)
    {
        var payment = $"70020260301{++refunds:D6}";
        if (isKnown)
            await Say("payments", new CapturedPayment(Merchant, payment, $"T{refunds}", Paid, "card", null, 0, null));
        return new ChannelRefund(
            Merchant, $"R{refunds:D19}", null, payment, new Money(minor, "CNY"), new Money(Paid, "CNY"), null);
    }

    public Task Misfortune(MisfortuneKind kind, ChannelRefund refund) =>
        Say("misfortunes", new MisfortuneOrder(kind, RefundNo: refund.No));

    public static RefundBatch Batch(params ChannelRefund[] refunds) => new(
        "B0000000000000000001", Merchant, new DateOnly(2026, 3, 2),
        [.. refunds.Select((refund, i) => new RefundBatchLine(i + 1, refund))]);

    public async Task<(HttpStatusCode Status, string? Code)> Upload(byte[] workbook, string? hash = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bank-portal/{Merchant}/batches")
        {
            Content = new ByteArrayContent(workbook),
        };
        request.Headers.Add(
            "X-Content-SHA256", hash ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(workbook)));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    /// <summary>Uploads it and waits for the result of the next working day.</summary>
    public async Task<IReadOnlyList<ReturnedLine>> ResultOf(RefundBatch batch)
    {
        Assert.Equal(HttpStatusCode.OK, (await Upload(Template.Write(batch).Workbook)).Status);
        Assert.Null(await Result(batch));
        Pass(TimeSpan.FromDays(4));
        for (var i = 0; ; i++)
        {
            if (await Result(batch) is { } file)
                return Assert.IsType<ReturnedFile.Whole>(Template.Read(file, batch)).Lines;
            Assert.InRange(i, 0, 200);
            await Task.Delay(25);
        }
    }

    public async Task<BillLine[]> DailyFiles()
    {
        var (lines, today) = (new List<BillLine>(), Clock.GetUtcNow().Day());
        for (var day = today.AddDays(-8); day < today; day = day.AddDays(1))
            if (await Bills.Fetch(Merchant, day, "daily", default) is BillAnswer.File file)
                await foreach (var line in file.Lines) lines.Add(line);
        return [.. lines];
    }

    public void Pass(TimeSpan time) => Clock.Advance(Clock.OffsetSeconds + (long)time.TotalSeconds);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task<byte[]?> Result(RefundBatch batch)
    {
        using var answer = await http.GetAsync(new Uri($"/bank-portal/{Merchant}/batches/{batch.No}/result", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : null;
    }

    private async Task Say<T>(string what, T order)
    {
        using var answer = await http.PostAsJsonAsync($"/sim/bank-portal/{what}", (T[])[order]);
        answer.EnsureSuccessStatusCode();
    }

    private static ServiceProvider Connect(string address)
    {
        using var stream = typeof(SimulatorApp).Assembly.GetManifestResourceStream("test-keys.json")!;
        var keys = JsonNode.Parse(stream)!;
        return new ServiceCollection().AddBankPortal(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["BaseUrl"] = $"{address}/bank-portal", ["PrivateKey"] = (string?)keys["merchantPrivateKey"],
                ["BankKey"] = (string?)keys["platformPublicKey"],
            }).Build()).BuildServiceProvider();
    }
}
