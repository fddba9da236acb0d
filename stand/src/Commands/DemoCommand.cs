using System.Globalization;
using Stand.Audits;
using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Commands;

/// <summary><c>demo [--break N]</c>: plays a day with every misfortune, reconciles, and shows that every invariant holds.</summary>
public static class DemoCommand
{
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        var spoil = arguments is ["--break", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        if (spoil is < 0 or > 7 || (arguments.Length > 0 && spoil == 0)) throw new StandException("usage: ./run demo [--break 1…7]");

        Say("starting broker, database, simulators and six services");
        await using var platform = await RunningPlatform.Start("demo", DemoOptions(), ct);
        using var day = new PlayedDay(platform, Say);
        await day.Play();

        var evidence = await day.Evidence();
        if (spoil > 0) Say("spoiled by hand: " + await Audit.Break(spoil, evidence));
        evidence = await day.Evidence();
        await DemoReport.Print(day, evidence);
        var findings = await Audit.All(evidence);
        DemoReport.Print(findings);
        var surprises = day.Surprises.ToList();
        foreach (var s in surprises) Console.WriteLine($"  {s.Planned.No} ({s.Planned.Story}) was answered {(int)s.Answer.Status} {s.Answer.Code} {s.Cancel?.Code}");
        var unproven = await day.Unproven();
        foreach (var refund in unproven) Console.WriteLine($"  {refund.Text(0)} succeeded, and no file shows it: refund {refund.Id(1)}");
        TraceCommand.Keep(Path.Combine(platform.Run.Path, "telemetry"));
        var shown = day.Refunds.First(r => r.Answer.IsAccepted);
        await MerchantCall.Show(
            platform, day.Merchants[shown.Planned.Payment.Merchant], $"GET /v1/refunds/{shown.Answer.Id}",
            "This platform ends with the demo; ./run up starts one that stays, and prints a call for it.");
        return findings.All(f => f.Holds) && surprises.Count == 0 && unproven.Count == 0 ? 0 : 1;
    }

    private static StandOptions DemoOptions() => new()
    {
        MayUseConfiguredServers = true,
        Settings = new Dictionary<string, IReadOnlyDictionary<string, string?>>
        {
            [ServiceDefinition.Simulators.Name] = new Dictionary<string, string?> { ["WeChatPay__HangSeconds"] = "8" },
        },
    };

    private static void Say(string text) =>
        Console.WriteLine($"{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");
}
