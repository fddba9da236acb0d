using System.Globalization;
using System.Net;
using Stand.Audits;
using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Commands;

/// <summary>
/// <c>upgrade [COMMIT]</c>: a day that begins on a former build and ends on this one, and a day the other way round. In between both
/// run beside each other, on one broker and one database, with refunds in flight; after each day every invariant is looked at.
/// </summary>
public static class UpgradeCommand
{
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        if (arguments.Length > 1) throw new StandException("usage: ./run upgrade [COMMIT]");
        var commit = arguments is [var named] ? named : await FormerBuild.Yesterday(ct);
        Say($"building {commit}");
        var former = await FormerBuild.Of(commit, ct);
        var isUpgraded = await Play("upgrade", former, Checkout.Root, ct);
        var isRolledBack = await Play("rollback", Checkout.Root, former, ct);
        return isUpgraded && isRolledBack ? 0 : 1;
    }

    private static async Task<bool> Play(string what, string from, string to, CancellationToken ct)
    {
        Say($"{what}: starting the six services from {Name(from)}");
        await using var platform = await RunningPlatform.Start(what, new() { MayUseConfiguredServers = true, Build = from }, ct);
        using var day = new PlayedDay(platform, Say)
        {
            Channels = ["wechat"],
            AfterWave = wave => wave switch { 0 => Beside(platform, to), 1 => Instead(platform, to), _ => Task.CompletedTask },
        };
        await day.Play();

        var (findings, unproven) = (await Audit.All(await day.Evidence()), await day.Unproven());
        DemoReport.Print(findings);
        foreach (var s in day.Surprises) Console.WriteLine($"  {s.Planned.No} ({s.Planned.Story}) was answered {(int)s.Answer.Status} {s.Answer.Code}");
        foreach (var refund in unproven) Console.WriteLine($"  {refund.Text(0)} succeeded, and no file shows it: refund {refund.Id(1)}");
        // A refusal is by the rules of whichever build was asked, which may know less; no answer at all is nobody's rule.
        return findings.All(f => f.Holds) && !day.Surprises.Any(s => s.Answer.Status is 0 or >= HttpStatusCode.InternalServerError) && unproven.Count == 0;
    }

    private static async Task Beside(RunningPlatform platform, string build)
    {
        foreach (var service in ServiceDefinition.Services) await platform.StartReplica(service, build);
        Say($"both run: {platform.Processes.Count - 1} processes of six services");
    }

    private static async Task Instead(RunningPlatform platform, string build)
    {
        foreach (var service in ServiceDefinition.Services) await platform.Replace(service, build);
        Say($"all services are from {Name(build)}");
    }

    private static string Name(string build) => build == Checkout.Root ? "this build" : "the former build";

    private static void Say(string text) =>
        Console.WriteLine($"{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");
}
