using Channels;
using Contracts;
using Contracts.Executions;
using Contracts.Payouts;
using Contracts.Reconciliation;
using Contracts.Restores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Hosting;
using Platform.Http;
using Platform.Testing;
using RefundCenter.Executions;
using RefundCenter.Tests.Calls;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests;

/// <summary>
/// The service as it is on a real broker and database, with a channel that answers by script and a clock that can be
/// moved.
/// </summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly Type[] Heard =
    [
        typeof(RefundAccepted), typeof(ExecutionStopped), typeof(StopTooLate), typeof(RefundExecuted),
        typeof(RefundReconciled),
        typeof(MakePayout), typeof(StopPayout), typeof(PayoutConfirmed), typeof(LegsChanged), typeof(BillFactConfirmed),
        typeof(RestoredTo), typeof(Contracts.Rulebooks.RulebookPublished),
    ];

    private RunningService(ServiceHarness<RefundCenterDb> bus, ScriptedChannel channel, string clockFile) =>
        (Bus, Channel, this.clockFile) = (bus, channel, clockFile);

    private readonly string clockFile;
    private long ahead;

    public ServiceHarness<RefundCenterDb> Bus { get; }
    public ScriptedChannel Channel { get; }
    public TestDatabase<RefundCenterDb> Database => Bus.Database;

    public static async Task<RunningService> StartAsync(
        RunningService? second = null, string[]? args = null, Dictionary<string, string?>? settings = null)
    {
        var channel = second?.Channel ?? new ScriptedChannel();
        var file = second?.clockFile ?? Path.Combine(Path.GetTempPath(), $"clock-{Guid.CreateVersion7():N}");
        var all = new Dictionary<string, string?>(settings ?? []) { ["Clock:OffsetFile"] = file };
        var bus = await ServiceHarness<RefundCenterDb>.StartAsync(
            "refund-center",
            (builder, p) =>
            {
                builder.AddOptions<RefundCenterOptions>("RefundCenter");
                p.AddRefundCenter();
                p.Services.RemoveAll<IRefundChannel>();
                p.Services.AddSingleton<IRefundChannel>(channel);
            },
            Heard, all,
            new()
            {
                Map = app => app.MapRefundCenter(), Beside = second?.Bus,
                Arguments = ["--environment", "Test", .. args ?? []],
            });
        return new RunningService(bus, channel, file);
    }

    /// <summary>Young: old ones have a budget of their own.</summary>
    private static readonly DateTimeOffset Paid = TimeProvider.System.GetUtcNow().AddDays(-2);

    /// <summary>Of a payment of its own, unless one is named: parts of one payment wait for one another.</summary>
    public static ExecuteRefund Order(
        Guid? refundId = null, string merchant = "1900099901", Guid? paymentId = null) => new(
        refundId ?? Guid.CreateVersion7(), 1,
        LegStory.Payment with
        {
            ChannelMerchant = merchant, PaymentId = paymentId ?? Guid.CreateVersion7(), CapturedAt = Paid,
        },
        LegStory.Amount, "no longer wanted");

    public static ChannelAnswer Done(string no) =>
        new ChannelAnswer.Done("W" + no, Destination.Payer, ChargedAmounts.Same(LegStory.Amount));

    public static BillFact Billed(
        Guid refundId, BillFactKind kind = BillFactKind.Moved, Money? amount = null, string? channelNo = null)
    {
        var no = RefundCenter.Legs.ChannelNo.For(refundId, 1);
        return new BillFact(
            Guid.CreateVersion7(), refundId, 1, kind, "wechat", "1900099901", no, channelNo ?? "W" + no,
            amount ?? LegStory.Amount, new DateOnly(2026, 3, 2), "sha1", LegStory.Start);
    }

    public Task Publish(object message) => Bus.Publish(message);

    /// <summary>What the console reads there, as gateway passes it on.</summary>
    public async Task<JsonElement> Read(string path)
    {
        using var http = new HttpClient { BaseAddress = Bus.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in Bus.Services.GetRequiredService<InternalAuth>().Headers("gateway", null, "GET", path))
            request.Headers.Add(name, value);
        using var response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>Publishes it and waits until it was handled, with whatever it did.</summary>
    public async Task Taken(object message)
    {
        var id = Guid.CreateVersion7();
        await Bus.Publish(message, id);
        await Eventually.True(
            () => Database.Scalar<bool>($"SELECT count(*) > 0 FROM inbox WHERE message_id = '{id}'"), "it was taken");
    }

    /// <summary>Moves the clock of all services that share its file.</summary>
    public async Task Advance(TimeSpan by)
    {
        ahead += (long)by.TotalSeconds;
        await File.WriteAllTextAsync(clockFile, ahead.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Whoever reads it shares the clock.</summary>
    public string ClockFile => clockFile;

    /// <summary>The business time of the services that share the clock.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow().AddSeconds(ahead);

    /// <summary>What reconciliation is told of the refund's first leg, once that has passed the pause for it.</summary>
    public async Task<LegChanged> Reported(ExecuteRefund order, string state, int times = 1)
    {
        bool Is(LegChanged leg) => leg.RefundId == order.RefundId && leg.State == state;
        var page = await Bus.Published<LegsChanged>(l => l.Legs.Any(Is), times);
        return page.Legs.Single(Is);
    }

    public async Task<ExecutionState?> Execution(Guid refundId)
    {
        await using var db = Database.Open();
        return await db.Executions.FindAsync(refundId);
    }

    public async Task<RefundCenter.Legs.Leg?> Leg(Guid refundId, int ordinal = 1)
    {
        await using var db = Database.Open();
        return await db.Legs.FindAsync(RefundCenter.Legs.ChannelNo.IdOf(refundId, ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Hold?.TrySetResult();
        await Bus.DisposeAsync();
        File.Delete(clockFile);
    }
}
