using Stand.Processes;

namespace EndToEnd;

public sealed class A_platform_in_trouble
{
    private const int Refunds = 500;

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
        var payments = await town.Capture(Refunds);
        var parts = new Func<Task>[]
        {
            () => Kill(platform.Gateway), () => Kill(platform.Clearing), () => Kill(platform.Accounting), () => Kill(platform.RefundCenter),
            () => Kill(platform.Payout), () => Kill(platform.Reconciliation),
            async () => { await platform.Broker.Kill9(); await platform.Broker.RestartAsync(); },
            async () => { await platform.Database.Kill9(); await platform.Database.RestartAsync(); },
        };
        var killing = Task.Run(async () =>
        {
            foreach (var kill in parts)
            {
                await kill();
                await Task.Delay(1000);
            }
        });
        await town.RefundAll(payments);
        await killing;
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
        await using var town = await Town.Start("e2e-purge");
        var payments = await town.Capture(Refunds);
        await town.RefundAll(payments, async asked =>
        {
            if (asked == Refunds / 2) await town.Platform.Broker.PurgeAllQueues(town.Platform.VirtualHost);
        });
        await town.AllEnd(300);
        await town.Reconcile();
        await town.NobodyIsPaidTwice();
        await town.InvariantsHold();
    }
}
