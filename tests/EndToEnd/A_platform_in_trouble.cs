using Stand.Processes;

namespace EndToEnd;

public sealed class A_platform_in_trouble
{
    private const int Refunds = 500;
    private static readonly string[] OfTheServicesToThemselves =
        ["Gateway.Refunds:RefundHandedOn", "RefundCenter.Legs:LegMoved", "Reconciliation.Runs:MatchDay"];

    [Fact]
    public async Task Pays_nobody_twice_when_a_fifth_of_the_answers_is_lost()
    {
        await using var town = await Town.Start("e2e-lost", new()
        {
            ["WeChatPay__Misfortunes__Percent__LostBefore"] = "10",
            ["WeChatPay__Misfortunes__Percent__LostAfter"] = "10",
        });
        await town.RefundAll(await town.Capture(Refunds));
        await town.AllEnd();
        await town.Reconcile();
        await town.NobodyIsPaidTwice();
        Assert.Equal(Refunds, (await town.World.Truth()).Count);
        await town.InvariantsHold();
    }

    [Fact]
    public async Task Survives_the_sudden_death_of_every_part()
    {
        await using var town = await Town.Start("e2e-kill");
        var platform = town.Platform;
        Func<Task>[] deaths =
        [
            .. ServiceDefinition.Services.Select(service => (Func<Task>)(() => Kill(platform[service]))),
            async () => { await platform.Broker.Kill9(); await platform.Broker.RestartAsync(); },
            async () => { await platform.Database.Kill9(); await platform.Database.RestartAsync(); },
        ];
        await InMidRun(town, deaths);
        await town.AllEnd(300);
        await town.Reconcile();
        await town.NobodyIsPaidTwice();
        await town.InvariantsHold();

        static async Task Kill(ServiceProcess service)
        {
            await service.Kill9();
            await service.StartAsync();
        }
    }

    [Fact]
    public async Task Converges_after_every_queue_was_purged()
    {
        // Refunds to closed accounts are paid out: so payout, too, has something to lose.
        await using var town = await Town.Start("e2e-purge", new() { ["WeChatPay__Misfortunes__Percent__AccountAbnormal"] = "25" });
        await InMidRun(town, [.. ServiceDefinition.Services.Select(service => (Func<Task>)(() => LoseWhatIsFor(town, service)))]);
        await town.AllEnd(300);
        await town.Reconcile();
        await town.NobodyIsPaidTwice();
        await town.InvariantsHold();
    }

    [Fact]
    public async Task Books_a_success_that_comes_after_the_money_was_given_back()
    {
        // Only the original route: when it is dead, the refund has failed and the merchant has its money back.
        await using var town = await Town.Start("e2e-late", services: new() { ["RefundCenter__Methods__wechat__0"] = "interface" });
        var payment = (await town.Capture(1))[0];
        await town.World.GoesWrong("executed-late", payment, times: 1, seconds: 6 * 3600);
        await town.World.GoesWrong("account-abnormal", payment, times: 1);
        var refund = (await town.RefundAll([payment]))[0];
        await town.AllEnd();
        Assert.Equal("Failed", await town.StateOf(refund));
        // Under another number it would be paid twice.
        var other = await town.MerchantOf(payment).AskRefund("another", payment.No, payment.Paid);
        Assert.Equal("failed_refund_may_revive", other.Code);
        await town.InvariantsHold();

        town.Platform.Clock.Advance(TimeSpan.FromHours(7));                   // what the channel had lying about is done after all
        await Town.Until("the channel moved money", async () => (await town.World.Truth()).Count == 1);
        await town.Reconcile(until: async () => await town.StateOf(refund) == "Succeeded");
        await Town.Until("it is booked", async () => await town.Count(
            ServiceDefinition.Accounting, "SELECT count(*) FROM refund_books WHERE by_channel_minor > 0") == 1);
        await town.NobodyIsPaidTwice();
        await town.InvariantsHold();
    }

    [Theory]
    [InlineData("accounting")]
    [InlineData("clearing")]
    [InlineData("refund-center")]
    public async Task Converges_after_a_service_was_restored_from_a_copy(string name)
    {
        await using var town = await Town.Start("e2e-restore");
        var service = ServiceDefinition.Services.Single(s => s.Name == name);
        var (database, copy) = (town.Platform.DatabaseOf(service), town.Platform.DatabaseOf(service) + "_copy");
        var payments = await town.Capture(200);
        var (before, after) = (payments.Take(100).ToList(), payments.Skip(100).ToList());
        await town.RefundAll(before);

        await town.Platform[service].Terminate();                             // a copy needs a quiet database
        await town.Platform.Database.CopyDatabase(database, copy);
        var copied = town.Platform.Clock.Now;
        await town.Platform[service].StartAsync();
        await town.RefundAll(after);
        town.Platform.Clock.Advance(TimeSpan.FromSeconds(60));
        await Town.Until("some of them have ended", async () => await town.Count(
            ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE state = 'Succeeded'") > 120);

        await town.Platform[service].Kill9();
        await town.Platform.Database.DropDatabase(database);
        await town.Platform.Database.CopyDatabase(copy, database);
        await town.Platform[service].StartAsync("--restored", copied.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

        await town.AllEnd(240);
        await town.Reconcile();
        await town.NobodyIsPaidTwice();
        Assert.Equal(200, (await town.World.Truth()).Count);
        await town.InvariantsHold();
    }

    [Fact]
    public async Task Does_everything_once_though_every_message_comes_twice_and_commands_again_under_a_new_id()
    {
        await using var town = await Town.Start("e2e-twice");
        await using var echo = await Echo.Start(town.Platform);
        await town.RefundAll(await town.Capture(200));
        await town.AllEnd(240);
        await town.Reconcile();
        Assert.True(echo.Repeated > 2000, $"only {echo.Repeated} messages were repeated");
        Assert.All(OfTheServicesToThemselves, message => Assert.Contains(message, echo.Heard));
        Assert.Contains(echo.Heard, exchange => !exchange.Contains(':', StringComparison.Ordinal));   // timers
        await town.NobodyIsPaidTwice();
        Assert.Equal(200, (await town.World.Truth()).Count);
        await town.InvariantsHold();
    }

    /// <summary>
    /// Each misfortune has its own part of the refunds: it comes when half of them have been asked for, while the others are, and some
    /// of them are under way.
    /// </summary>
    private static async Task InMidRun(Town town, IReadOnlyList<Func<Task>> misfortunes)
    {
        var payments = await town.Capture(Refunds);
        foreach (var (misfortune, part) in misfortunes.Zip(payments.Chunk((Refunds / misfortunes.Count) + 1)))
            await town.RefundAll(part, async asked =>
            {
                if (asked != part.Length / 2) return;
                Assert.True(await town.CountUnderWay() > 0, $"nothing is under way: {await town.States()}");
                await misfortune();
            });
    }

    /// <summary>
    /// While the service is down, all that comes for it and all that it had in hand lies ready in its queues: one that only stood still
    /// would keep what it had fetched, and get it back.
    /// </summary>
    private static async Task LoseWhatIsFor(Town town, ServiceDefinition service)
    {
        var platform = town.Platform;
        await platform[service].Terminate();
        await Town.Until($"messages wait for {service.Name}", async () =>
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await platform.Broker.ListQueues(platform.VirtualHost))
                .Any(q => q.Name.StartsWith(service.Name + "-", StringComparison.Ordinal) && q.Messages > 0);
        });
        Assert.True(await platform.Broker.PurgeAllQueues(platform.VirtualHost) > 0);
        await platform[service].StartAsync();
    }
}
