using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Calls;

/// <summary>WeChat Pay takes 5000 a minute of payments that are older than a month, beside its 150 a second.</summary>
public sealed class Refunds_of_old_payments : IAsyncLifetime
{
    private static readonly Lane Lane = new("wechat", "1900099901", IsRisky: false);
    private static readonly Guid Merchant = Guid.CreateVersion7();
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(16);      // three quarters of 5000 a minute
    private RunningService service = null!;
    private Backlog backlog = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.StartAsync();
        backlog = new Backlog(service);
        await service.Database.Execute($"""
            INSERT INTO request_budgets (channel, channel_merchant, good, bad, filled_at)
            VALUES ('{Lane.Channel}', '{Lane.ChannelMerchant}', 0, 0, now())
            """);
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Wait_unsent_when_their_minute_is_used_up_and_keep_no_young_one_back()
    {
        var young = await backlog.Open();
        await AddOld(young, 20);
        await backlog.Add(young, 5, Merchant);
        await Leave(old: 3);

        Assert.Equal(9, (await backlog.Claim(backlog.Worker(), (Lane, 64))).Count);
        Assert.Equal(3L, await SentOld());
        Assert.Equal(0L, await Left());
        var turns = await service.Database.Scalar<DateTime[]>(
            "SELECT array_agg(due_at ORDER BY due_at) FROM legs WHERE due_at IS NOT NULL");
        var now = backlog.Clock.GetUtcNow().UtcDateTime;
        Assert.Equal(Enumerable.Range(1, 17).Select(i => Millisecond(now + (i * Pace))), turns.Select(Millisecond));

        backlog.Clock.Advance(TimeSpan.FromSeconds(1));
        await Leave(old: 1000);
        Assert.Equal(17, (await backlog.Claim(backlog.Worker(), (Lane, 64))).Count);
        Assert.Equal(20L, await SentOld());
        Assert.Equal(983L, await Left());
    }

    [Fact]
    public async Task Share_their_minute_whichever_replica_sends_them()
    {
        await AddOld(await backlog.Open(), 9);
        await Leave(old: 4);
        await backlog.Claim(backlog.Worker(), (Lane, 3));
        await Leave();
        await backlog.Claim(backlog.Worker(), (Lane, 64));
        Assert.Equal(4L, await SentOld());
    }

    [Fact]
    public async Task Go_as_all_others_do_when_the_release_before_noted_no_time_of_their_payment()
    {
        await AddOld(await backlog.Open(), 9);
        await service.Database.Execute("UPDATE legs SET paid_at = NULL");
        await Leave(old: 0);
        Assert.Equal(10, (await backlog.Claim(backlog.Worker(), (Lane, 64))).Count);
    }

    [Fact]
    public void Wait_one_behind_another_and_not_behind_those_of_another_merchant()
    {
        var turns = new OldPaymentTurns();
        var (mine, others) = (new LegStory().Leg, LegOf(Guid.CreateVersion7()));
        for (var i = 1; i <= 3; i++) Assert.Equal(LegStory.Start + (i * Pace), turns.Next(mine, Pace, LegStory.Start));
        Assert.Equal(LegStory.Start + Pace, turns.Next(others, Pace, LegStory.Start));
        var later = LegStory.Start.AddMinutes(1);
        Assert.Equal(later + Pace, turns.Next(mine, Pace, later));
    }

    private static Leg LegOf(Guid merchant) => Leg.Open(
        new(Guid.CreateVersion7(), 1, 1, Methods.Interface, LegStory.Payment with { MerchantId = merchant },
            LegStory.Amount, null, false),
        LegStory.Start);

    private Task AddOld(Guid like, int count) =>
        backlog.Add(like, count, Merchant, ("paid_at", "t.paid_at - interval '31 days'"));

    /// <summary>What is left of the budgets; nothing flows in before the next claim.</summary>
    private Task Leave(int? old = null) => service.Database.Execute($"""
        UPDATE request_budgets SET good = 30000, filled_at = clock_timestamp() + interval '1 hour',
            old_payments = {(old is { } left ? $"{left * 1000}" : "old_payments")}
        """);

    private Task<long> Left() => service.Database.Scalar<long>("SELECT old_payments / 1000 FROM request_budgets");

    private Task<long> SentOld() => service.Database.Scalar<long>(
        "SELECT count(*) FROM sends s JOIN legs l ON l.id = s.leg_id WHERE l.paid_at < now() - interval '30 days'");

    private static long Millisecond(DateTime time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
