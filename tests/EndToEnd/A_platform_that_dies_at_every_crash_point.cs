using System.Collections.Concurrent;
using Platform.Hosting;
using Stand.Processes;

namespace EndToEnd;

/// <summary>
/// Refunds keep coming, every second one to a closed account, so that it must be paid out. Meanwhile each service dies at
/// one crash point after another, several services at once, and comes back with the next one set, at last with none.
/// Walked are: every point in a service's own code, in that service; and those of the technical library, which all
/// services share, in the ones named in <see cref="WalkTheLibrary"/>.
/// </summary>
public sealed class A_platform_that_dies_at_every_crash_point
{
    /// <summary>What a shell says of a process that ended by SIGABRT, as <see cref="Environment.FailFast(string)"/> does.</summary>
    private const int Aborted = 134;

    private const int UnderWay = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The two that hold the books, and the one that merchants talk to for what lies beside message handlers.</summary>
    private static readonly Dictionary<ServiceDefinition, Func<string, bool>> WalkTheLibrary = new()
    {
        [ServiceDefinition.Accounting] = IsOfMessages,
        [ServiceDefinition.Clearing] = IsOfMessages,
        [ServiceDefinition.Gateway] = point => !IsOfMessages(point),
        [ServiceDefinition.RefundCenter] = point => !IsOfMessages(point),
    };

    /// <summary>Real time: what a dead process had under way is taken up by the next one, and not in a quarter of an hour.</summary>
    private static readonly Dictionary<string, string?> ShortLeases = new()
    {
        ["RefundCenter__SendLease"] = "00:00:12", ["Payout__SendLease"] = "00:00:12", ["Reconciliation__FetchLease"] = "00:00:05",
    };

    private readonly ConcurrentQueue<Guid> refunds = [];

    [Fact]
    public async Task Does_everything_once()
    {
        var walks = Walks();
        var visited = walks.Values.SelectMany(points => points).ToList();
        Assert.Equal(CrashPoints.All.Order(), visited.Distinct().Order());
        Assert.All(CrashSites.OfThePlatform(), point => Assert.True(visited.Count(p => p == point) > 1, point));

        await using var town = await Town.Start("e2e-crash", services: ShortLeases);
        await WalkWhileRefundsCome(town, walks.Where(w => w.Key != ServiceDefinition.Reconciliation));
        await ChannelAnswers(town);
        await WalkByNight(town, walks[ServiceDefinition.Reconciliation]);
        await town.Reconcile(180, async () => await town.CountOpen() == 0 && await town.CountUnreconciled() == 0);

        await town.NobodyIsPaidTwice();
        await EachSucceededOrIsGivenBack(town);
        await town.InvariantsHold();
    }

    /// <summary>
    /// A transfer whose send was claimed by a process that died before it called is never sent again, whatever the bank
    /// says when it is asked: only its complete statements prove, days later, that nothing moved. Then the refund has failed
    /// and the merchant has its money back. All others succeed, and each moved once.
    /// </summary>
    private async Task EachSucceededOrIsGivenBack(Town town)
    {
        var moved = (await town.World.Truth()).Count(t => t.Kind is "refund" or "transfer" && t.Destination != "merchant");
        var silent = await town.Count(ServiceDefinition.Payout, "SELECT count(*) FROM transfers WHERE phase = 'Dead'");
        var succeeded = await town.Count(ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE state = 'Succeeded'");
        var failed = await town.Count(ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE state = 'Failed'");
        var states = await town.States();
        Assert.True((refunds.Count, moved, silent) == (succeeded + failed, succeeded, failed), $"{moved} moved, {silent} silent: {states}");
    }

    private static Dictionary<ServiceDefinition, List<string>> Walks() => ServiceDefinition.Services.ToDictionary(
        service => service,
        service => CrashSites.OfThePlatform()
            .Where(WalkTheLibrary.GetValueOrDefault(service, _ => false)).Concat(CrashSites.Of(service)).ToList());

    private static bool IsOfMessages(string point) => !point.StartsWith("unit-commit", StringComparison.Ordinal);

    /// <summary>
    /// Time goes slowly meanwhile: a channel that answered nothing for days is not asked any more, and an operator would
    /// have to look, rightly.
    /// </summary>
    private async Task WalkWhileRefundsCome(Town town, IEnumerable<KeyValuePair<ServiceDefinition, List<string>>> walks)
    {
        using var enough = new CancellationTokenSource();
        var deaths = Task.WhenAll(walks.Select(walk => DieAtEach(town.Platform[walk.Key], walk.Value, enough.Token)).ToList());
        var life = Live(town, enough.Token);
        try
        {
            await await Task.WhenAny(deaths, life);
        }
        finally
        {
            await enough.CancelAsync();
        }
        await life;
    }

    /// <summary>Minutes pass until the channel has answered for all; what is left is at the bank, which may need its statements.</summary>
    private static Task ChannelAnswers(Town town) => Town.Until("the channel's answers", async () =>
    {
        town.Platform.Clock.Advance(TimeSpan.FromSeconds(30));
        return await town.Count(ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE state IN ('Received', 'Waiting')") == 0
            && await town.Count(ServiceDefinition.RefundCenter, """
                SELECT count(*) FROM legs WHERE method = 'interface' AND status NOT IN ('Dead', 'Succeeded')
                """) == 0;
    });

    /// <summary>Reconciliation calls for the channel's files alone, which are there on the next day.</summary>
    private static async Task WalkByNight(Town town, IReadOnlyList<string> points)
    {
        var deaths = DieAtEach(town.Platform.Reconciliation, points, CancellationToken.None);
        while (!deaths.IsCompleted)
        {
            town.PassNight();
            await Task.WhenAny(deaths, Task.Delay(TimeSpan.FromSeconds(15)));
        }
        await deaths;
    }

    private static async Task DieAtEach(ServiceProcess service, IReadOnlyList<string> points, CancellationToken enough)
    {
        await service.Kill9();
        foreach (var point in points)
        {
            enough.ThrowIfCancellationRequested();
            await DieAt(service, point);
        }
        service.CrashAt = null;
        await service.StartAsync();
    }

    private static async Task DieAt(ServiceProcess service, string point)
    {
        var before = Deaths(service, point);
        service.CrashAt = $"{point}:{VisitOf(service, point)}";
        await service.Launch();
        var code = await service.WaitForExit(Patience);
        Assert.True(code is not null, $"{service.Name} did not come to {point} within {Patience}.");
        Assert.True(code == Aborted, $"{service.Name} ended with code {code} on its way to {point}.");
        Assert.Equal(before + 1, Deaths(service, point));
    }

    /// <summary>
    /// Not the first: something is under way by then. Workers that look whether they are needed commit often; files come
    /// a few a night.
    /// </summary>
    private static int VisitOf(ServiceProcess service, string point) =>
        !IsOfMessages(point) ? 12 : service.Name == ServiceDefinition.Reconciliation.Name ? 1 : 2;

    private static int Deaths(ServiceProcess service, string point) =>
        File.ReadLines(service.LogFile).Count(line => line.Contains($"crash point {point}", StringComparison.Ordinal));

    private async Task Live(Town town, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (await town.CountOpen() < UnderWay) await AskForFour(town);
            town.Platform.Clock.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private async Task AskForFour(Town town)
    {
        var payments = Enumerable.Range(0, 4).Select(_ => town.NewPayment(10_000)).ToList();
        await town.World.Knows(payments, town.Platform.Clock.Now);
        foreach (var payment in payments.Take(2)) await town.World.GoesWrong("account-abnormal", payment);
        await Task.WhenAll(payments.Select(town.Register));
        foreach (var refund in await town.RefundAll(payments)) refunds.Enqueue(refund);
    }
}
