using System.Diagnostics;
using Benchmarks.Refunds;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// What follows the day of the requests: hours in which the channels are asked again, and mornings with their files, until
/// nothing ends by itself any more. Services go on dying until all but the last files are there.
/// </summary>
internal sealed class Nights(RunningPlatform platform, Bazaar bazaar, DailyTrade trade, Killer killer)
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    /// <summary>The probe plans' times, so that none is jumped over.</summary>
    private static readonly TimeSpan[] Evening =
        [TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(50), TimeSpan.FromHours(3)];

    /// <summary>
    /// Mornings after the day: the channels' second tries (1), a bank's statements (3 and 4), BestPay's cycle (7), and the
    /// last days on which files can name a refund (7 WeChat Pay, 11 UnionPay), each with the questions that follow it. On
    /// the others nobody waits.
    /// </summary>
    private static readonly int[] Mornings = [1, 2, 3, 4, 5, 8, 9, 12, 13, 14, 16];

    private const int TradedThrough = 11;

    private const int KilledThrough = 3;

    public async Task Pass(CancellationToken ct)
    {
        foreach (var pause in Evening)
        {
            platform.Clock.Advance(pause);
            await Settle($"the same day, {platform.Clock.Now:HH:mm}", ct);
        }
        var today = new DateTimeOffset(platform.Clock.Now.ToOffset(Beijing).Date, Beijing);
        for (var day = 1; day <= Mornings[^1]; day++)
        {
            platform.Clock.AdvanceTo(today.AddDays(day).AddHours(10.5));
            if (day <= TradedThrough) await trade.Of(day, ct);
            if (Mornings.Contains(day)) await Settle($"morning {day}", ct);
            if (day == KilledThrough) await killer.Rest();
            if (day >= KilledThrough && await Open() == 0) return;
        }
    }

    /// <summary>A refund that the channel refused for lack of money goes when the merchant has paid some in.</summary>
    private async Task TopUp()
    {
        foreach (var number in ChannelKeys.MerchantNumbers["wechat"]) await bazaar.World.HasBalance("wechat", number, null);
    }

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>
    /// Waits until nothing can be done without waiting for time to pass, while services die, and once more when all are up.
    /// What does not move at all for a minute is left to the next hour.
    /// </summary>
    private async Task Settle(string when, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await TopUp();
        await Calm(TimeSpan.Zero, ct);
        var isKilling = !killer.IsResting;
        if (isKilling) await killer.Rest();
        var left = await Calm(QuietFor, ct);
        if (isKilling) killer.Resume();
        Console.WriteLine($"  {TimeProvider.System.GetLocalNow():HH:mm:ss}  {when}, after {(long)watch.Elapsed.TotalSeconds} s: {await States()}");
        if (left.Length > 0) Console.WriteLine($"            left to the next hour: {left}");
    }

    private async Task<string> Calm(TimeSpan quiet, CancellationToken ct) => (await Progress.UntilQuiet(
        quiet, States, () => WorkLeft.Look(bazaar.Records(), platform.Clock.Now), ct)).Left;

    /// <summary>What may still end, or be found in a file, by itself.</summary>
    private async Task<long> Open() => (await bazaar.Ask(ServiceDefinition.Gateway, """
        SELECT count(*) FROM refunds
        WHERE state NOT IN ('Succeeded', 'Failed', 'Rejected', 'Cancelled', 'Returned')
            AND waiting_for IS DISTINCT FROM 'operator' AND waiting_for IS DISTINCT FROM 'payee_data'
            OR state = 'Succeeded' AND reconciled_at IS NULL
        """))[0].Number(0);

    private async Task<string> States() => string.Join(", ", (await bazaar.Ask(ServiceDefinition.Gateway, """
        SELECT lower(state) || coalesce(' (' || waiting_for || ')', '') || CASE WHEN reconciled_at IS NULL THEN '' ELSE ' and reconciled' END,
            count(*) FROM refunds GROUP BY 1 ORDER BY 1
        """)).Select(r => $"{r.Text(1)} {r.Text(0)}"));
}
