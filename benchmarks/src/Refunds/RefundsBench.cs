using System.Diagnostics;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Refunds;

/// <summary>
/// <c>bench refunds [--rate N] [--seconds N]</c>: the whole platform as processes, a channel that answers after 50 to 150 ms, signatures, locks,
/// fsync, webhooks and telemetry on. Refunds are asked for at an even rate over HTTP; afterwards all invariants are checked.
/// </summary>
internal static class RefundsBench
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(3);

    public static async Task Run(Figures figures, string[] arguments, CancellationToken ct)
    {
        var load = Load.Parse(arguments);
        await using var platform = await RunningPlatform.Start("bench", Settings, ct);
        using var bazaar = await Bazaar.Open(platform);
        var watch = Stopwatch.StartNew();
        var payments = await bazaar.Capture(load.Refunds, ct);
        figures.Note($"{payments.Count} payments registered and cleared in {(long)watch.Elapsed.TotalSeconds} s");

        var (asked, begin, consumption) = await Measure(platform, bazaar, load, payments, ct);
        var end = begin + load.Measured;
        await Task.Delay(Grace - Min(Grace, TimeProvider.System.GetUtcNow() - end), ct);
        var unfinished = await Journeys.Unfinished(bazaar);
        await AllTold(bazaar, asked.Count(a => a.Refusal is null), ct);

        var journeys = await Journeys.Read(bazaar, asked);
        var report = new RefundsReport(figures, load, begin);
        report.Say(asked, journeys, unfinished);
        report.Say(consumption);
        await Invariants.Check(figures, bazaar, [], ct);
    }

    /// <summary>Limits that hold one merchant back are raised: four merchants stand here for many.</summary>
    private static StandOptions Settings => new()
    {
        Settings = new Dictionary<string, IReadOnlyDictionary<string, string?>>
        {
            [ServiceDefinition.Simulators.Name] = new Dictionary<string, string?>
            {
                ["WeChatPay__DelayFromMs"] = "50", ["WeChatPay__DelayToMs"] = "150",
                ["WeChatPay__Budgets"] = "false", ["WeChatPay__Spacing"] = "false",
            },
            [ServiceDefinition.Gateway.Name] = new Dictionary<string, string?>
            {
                ["Gateway__RequestsPerSecond"] = "2000", ["Gateway__Burst"] = "4000", ["Gateway__UnansweredAtMost"] = "100",
                ["Webhooks__ParallelPerEndpoint"] = "16",
            },
        },
    };

    private static async Task<(IReadOnlyList<AskedRefund> Asked, DateTimeOffset Begin, Consumption Consumption)> Measure(
        RunningPlatform platform, Bazaar bazaar, Load load, IReadOnlyList<SamplePayment> payments, CancellationToken ct)
    {
        var (begin, consumption, watching) = (default(DateTimeOffset), default(Consumption), Task.CompletedTask);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var asked = await new PacedLoad(bazaar, load).Run(payments, () =>
        {
            begin = TimeProvider.System.GetUtcNow();
            consumption = new Consumption(platform);
            watching = consumption.Watch(stop.Token);
        }, ct);
        await stop.CancelAsync();
        await watching;
        return (asked, begin, consumption!);
    }

    /// <summary>What is late still ends before the records are checked.</summary>
    private static async Task AllTold(Bazaar bazaar, int refunds, CancellationToken ct)
    {
        const string told = "SELECT count(*) FROM webhook_deliveries WHERE type = 'refund.succeeded' AND state = 'Delivered'";
        await Progress.Within(
            GiveUpAfter, async () => (await bazaar.Ask(ServiceDefinition.Gateway, told))[0].Number(0) >= refunds, ct);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
