using System.Diagnostics;
using Benchmarks.Refunds;
using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// <c>bench misfortune [--refunds N] [--seed N] [--kill-every SECONDS]</c>: refunds through all services, at channels that
/// lose answers, repeat themselves and change their minds, while services are killed; then nights and files until
/// nothing ends by itself. Nobody may be paid twice, nothing may be lost or lie about (M1).
/// </summary>
internal static class MisfortuneBench
{
    public static async Task Run(Figures figures, string[] arguments, CancellationToken ct)
    {
        var plan = Plan.Parse(arguments);
        figures.Note($"seed {plan.Seed}, {plan.Refunds} refunds of {plan.Payments} payments");
        figures.Note($"a service killed about {(long)plan.KillEvery.TotalSeconds} s after the one before was up again");
        figures.Note(Weather.Words);
        await using var platform = await RunningPlatform.Start("bench", Weather.Options(plan.Seed), ct);
        using var logs = new LastLogs(platform.Run);
        using var bazaar = await Bazaar.Open(platform);
        var payments = await Capture(figures, bazaar, plan, ct);

        await using var killer = new Killer(platform, plan);
        var throng = new Throng(bazaar, plan);
        var watch = Stopwatch.StartNew();
        killer.Start();
        await throng.AskAll(payments, ct);
        figures.Note($"asked for and handed on within {(long)watch.Elapsed.TotalSeconds} s");
        var trade = new DailyTrade(bazaar);
        await new Nights(platform, bazaar, trade, killer).Pass(ct);
        var elapsed = watch.Elapsed;
        figures.Note($"deaths: {killer.Words}");

        var verdict = await Verdict.Find(bazaar, [.. throng.Accepted, .. trade.Accepted]);
        Say(figures, plan, throng, verdict);
        figures.Add("misfortune.deaths", killer.Deaths, "processes");
        figures.AddThousandths("misfortune.per_second", plan.Refunds * TimeSpan.TicksPerSecond * 1000 / elapsed.Ticks, "refunds/s");
        // What waits for two people may have moved and be in no books yet.
        await Invariants.Check(figures, bazaar, verdict.ForTwoPeople, ct);
    }

    private static async Task<IReadOnlyList<SamplePayment>> Capture(Figures figures, Bazaar bazaar, Plan plan, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var payments = await bazaar.Capture(Purchases.Make(plan, bazaar.Names), ct);
        foreach (var payment in Purchases.Silent(plan, payments))
            foreach (var kind in (string[])["silent-success", "missing-in-bill"]) await bazaar.World.GoesWrong(kind, payment);
        figures.Note($"{payments.Count} payments registered and cleared in {(long)watch.Elapsed.TotalSeconds} s");
        return payments;
    }

    private static void Say(Figures figures, Plan plan, Throng throng, Verdict verdict)
    {
        foreach (var state in verdict.States) figures.Note($"{state}");
        foreach (var queue in verdict.Queues) figures.Note($"not ended: {queue}");
        figures.Note($"{verdict.Unreconciled} succeeded and stand in no file");
        figures.Add("misfortune.refunds", throng.Accepted.Count, "refunds");
        Zero("paid_twice", verdict.PaidTwice);
        Zero("lost", verdict.Lost);
        Zero("open", verdict.Open);
        figures.Add("misfortune.for_two_people", verdict.ForTwoPeople.Count, "refunds");
        figures.Add("misfortune.seed", plan.Seed, "seed");
        if (throng.Accepted.Count != plan.Refunds) figures.Invalid($"{throng.Accepted.Count} of {plan.Refunds} refunds were taken");
        foreach (var answer in throng.Strange.Take(5)) figures.Invalid(answer);

        void Zero(string name, IReadOnlyList<string> wrong)
        {
            figures.Add("misfortune." + name, wrong.Count, "refunds");
            foreach (var one in wrong.Take(5)) figures.Invalid($"{name}: {one}");
        }
    }
}
