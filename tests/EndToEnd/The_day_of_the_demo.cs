using Stand.Audits;
using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace EndToEnd;

public sealed class The_day_of_the_demo
{
    [Fact]
    public async Task Ends_with_every_success_in_the_files_and_every_day_closed()
    {
        await using var platform = await RunningPlatform.Start("e2e-demo", new StandOptions
        {
            Settings = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                [ServiceDefinition.Simulators.Name] = new Dictionary<string, string?> { ["WeChatPay__HangSeconds"] = "8" },
            },
        });
        using var logs = new LastLogs(platform.Run);
        using var day = new PlayedDay(platform, _ => { });
        await day.Play();

        Assert.Empty(day.Surprises);
        Assert.Empty((await day.Unproven()).Select(r => r.Text(0)));
        var evidence = await day.Evidence();
        Assert.Empty((await Audit.All(evidence)).SelectMany(f => f.Wrong));
        Assert.Empty((await evidence.Ask(ServiceDefinition.Reconciliation, "SELECT kind, no FROM breaks WHERE state = 'open'"))
            .Select(r => $"{r.Text(0)} {r.Text(1)}"));

        // On the last morning a day without any trade is not known to be one yet.
        Assert.Equal(0, (await evidence.Ask(ServiceDefinition.Reconciliation, """
            SELECT count(*) FROM runs WHERE current_state <> 'Done' AND day < (SELECT max(day) FROM runs)
            """))[0].Number(0));

        for (var invariant = 1; invariant <= 7; invariant++) await IsSeenToBreak(day, invariant);
    }

    private static async Task IsSeenToBreak(PlayedDay day, int invariant)
    {
        var spoilt = await Audit.Break(invariant, await day.Evidence());
        var finding = (await Audit.All(await day.Evidence()))[invariant - 1];
        Assert.False(finding.Holds, $"{spoilt}, and invariant {invariant} seems to hold");
    }
}
