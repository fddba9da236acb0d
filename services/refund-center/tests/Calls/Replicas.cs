using System.Collections.Concurrent;
using Channels;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Calls;

/// <summary>Replicas that claim for one channel merchant share its budgets (S6).</summary>
public sealed class Replicas : IAsyncLifetime
{
    private static readonly Lane Good = new("wechat", "1900099901", IsRisky: false);
    private static readonly Guid Merchant = Guid.CreateVersion7();
    private RunningService service = null!;
    private Backlog backlog = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.StartAsync();
        backlog = new Backlog(service);
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Theory]
    [InlineData(false, 150)]
    [InlineData(true, 6)]
    public async Task Together_claim_no_more_than_may_be_asked_in_any_second(bool isRisky, int limit)
    {
        await backlog.Add(await backlog.Open(), limit * 6, Merchant, ("is_risky", $"{isRisky}"));
        var taken = new ConcurrentQueue<(DateTime At, int Requests)>();
        await Task.WhenAll(Work(), Work());
        foreach (var (start, _) in taken)
            Assert.InRange(taken.Where(t => t.At >= start && t.At < start.AddSeconds(1)).Sum(t => t.Requests), 1, limit);
        async Task Work()
        {
            for (var worker = backlog.Worker(); taken.Sum(t => t.Requests) < limit * 3;)
                await service.Bus.Run(async unit =>
                {
                    var claims = await worker.Claim(unit, [(Good with { IsRisky = isRisky }, 64)], [], default);
                    if (claims.Count > 0) taken.Enqueue((await FilledAt(unit.Db), claims.Count));
                });
        }
    }

    [Fact]
    public async Task Stop_when_one_of_them_is_refused()
    {
        var orders = Enumerable.Range(0, 12).Select(_ => RunningService.Order()).ToArray();
        foreach (var order in orders)
            service.Channel.Say(ChannelNo.For(order.RefundId, 1), new ChannelAnswer.Refused(Refusal.Final, "NO", "no"));
        foreach (var order in orders) await service.Publish(order);
        await Eventually.True(
            () => service.Database.Scalar<bool>("SELECT coalesce(bool_or(bad < 0), false) FROM request_budgets"),
            "the budget for bad requests is overdrawn");
        var waits = await backlog.Open();
        await service.Database.Execute("UPDATE request_budgets SET bad = -1, filled_at = now() + interval '1 hour'");
        Assert.Empty(await backlog.Claim(backlog.Worker(), (Good, 64)));
        await service.Database.Execute("UPDATE request_budgets SET filled_at = now() - interval '1 second'");
        Assert.Contains(await backlog.Claim(backlog.Worker(), (Good, 64)), claim => claim.LegId == waits);
    }

    [Fact]
    public async Task Lose_nothing_with_one_that_dies_before_its_claim_is_committed()
    {
        await backlog.Add(await backlog.Open(), 100, Merchant);
        await Assert.ThrowsAsync<OperationCanceledException>(() => service.Bus.Run(async unit =>
        {
            Assert.Equal(30, (await backlog.Worker().Claim(unit, [(Good, 64)], [], default)).Count);
            throw new OperationCanceledException("killed");
        }));
        Assert.Equal(30, (await backlog.Claim(backlog.Worker(), (Good, 64))).Count);
    }

    private static async Task<DateTime> FilledAt(RefundCenterDb db) =>
        (await Platform.Persistence.Sql.Query(
            db, "SELECT filled_at FROM request_budgets", r => r.GetDateTime(0), default)).Single();
}
