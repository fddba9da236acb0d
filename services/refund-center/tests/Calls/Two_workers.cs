using Contracts.Executions;
using Platform.Persistence;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Calls;

public sealed class Two_workers
{
    [Fact]
    public async Task Send_each_refund_once_between_them()
    {
        await using var first = await RunningService.StartAsync();
        await using var second = await RunningService.StartAsync(first);
        var orders = Enumerable.Range(0, 120).Select(i => RunningService.Order(merchant: $"m{i % 6}")).ToArray();
        foreach (var order in orders) await first.Publish(order);

        await first.Bus.Published<RefundAccepted>(count: orders.Length, seconds: 40);
        await Eventually.True(
            async () => await first.Database.Scalar<long>(
                "SELECT count(*) FROM legs WHERE status = 'Accepted'") == orders.Length,
            "all were accepted by the channel", seconds: 60);
        var sent = first.Channel.Calls.Where(c => c.Asked == "create").Select(c => c.No).ToArray();
        Assert.Equal(orders.Select(o => ChannelNo.For(o.RefundId, 1)).Order(), sent.Order());
        Assert.Equal(orders.Length, (int)await first.Database.Scalar<long>("SELECT count(*) FROM sends"));
    }

    [Fact]
    public async Task Take_a_send_for_unknown_when_its_lease_ends_and_store_its_answer_all_the_same()
    {
        await using var service = await RunningService.StartAsync(
            settings: new() { ["RefundCenter:SendLease"] = "00:00:01" });
        service.Channel.Hold = new TaskCompletionSource();
        var order = RunningService.Order();
        await service.Publish(order);
        // The retry at once repeats it, and its lease ends too; from then on it is only asked for.
        await Eventually.True(() => Submits(service, "lapsed_at IS NOT NULL"), "both leases ended", seconds: 30);
        Assert.Equal(
            (LegStatus.Unknown, 2),
            ((await service.Leg(order.RefundId))!.Status, (await service.Leg(order.RefundId))!.UnansweredSends));
        service.Channel.Hold.SetResult();
        // The first one's answer, when it is stored alone, is a reason to ask: questions are sends of their own.
        await Eventually.True(() => Submits(service, "answered_at IS NOT NULL"), "late answers are stored");
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted, UnansweredSends: 0 },
            "they count");
    }

    [Fact]
    public async Task Claim_one_part_of_a_payment_between_them_however_close_they_are()
    {
        await using var service = await RunningService.StartAsync();
        var backlog = new Backlog(service);
        var payment = Guid.CreateVersion7();
        await backlog.Open(payment);
        await backlog.Open(payment);
        var (first, second) = (backlog.Worker(), backlog.Worker());

        var later = Task.FromResult<IReadOnlyList<ClaimedSend>>([]);
        await service.Bus.Run(async one =>
        {
            Assert.Single(await first.Claim(one, [(Lane, 1)], [], default));
            later = backlog.Claim(second, (Lane, 2));
            await Eventually.True(
                () => service.Database.Scalar<bool>("""
                    SELECT count(*) > 0 FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%request_budgets%'
                    """),
                "it waits for the channel merchant's budget");
            Assert.False(later.IsCompleted);
        });
        Assert.Empty(await later);
        Assert.Empty(await backlog.Claim(second, (Lane, 2)));
        backlog.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await backlog.Claim(second, (Lane, 2)));
    }

    [Fact]
    public async Task Leave_a_part_alone_while_the_release_before_claims_another_one()
    {
        await using var service = await RunningService.StartAsync();
        var (backlog, payment) = (new Backlog(service), Guid.CreateVersion7());
        await backlog.Open(payment);
        await service.Bus.Run(async before =>
        {
            await before.Db.Execute(
                "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 7301994517228006))", default, payment);
            Assert.Empty(await backlog.Claim(backlog.Worker(), (Lane, 2)));
        });
        Assert.Single(await backlog.Claim(backlog.Worker(), (Lane, 2)));
    }

    private static Lane Lane { get; } = new("wechat", "1900099901", IsRisky: false);

    private static Task<bool> Submits(RunningService service, string which) => service.Database.Scalar<bool>(
        $"SELECT count(*) = 2 FROM sends WHERE step = 'Submit' AND {which}");
}
