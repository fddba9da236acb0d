using Platform.Persistence;
using RefundCenter.Calls;

namespace RefundCenter.Tests.Calls;

/// <summary>Many of our merchants may share a merchant number at the channel: none starves another.</summary>
public sealed class Merchants_of_one_channel_merchant : IAsyncLifetime
{
    private static readonly Lane Lane = new("wechat", "1900099901", IsRisky: false);
    private RunningService service = null!;
    private Backlog backlog = null!;
    private LegClaims worker = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.StartAsync();
        backlog = new Backlog(service);
        worker = backlog.Worker();
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Do_not_wait_behind_thousands_of_one_of_them()
    {
        var first = await backlog.Open();
        await backlog.Add(first, 5000, Guid.CreateVersion7());
        backlog.Clock.Advance(TimeSpan.FromMinutes(1));
        var last = await backlog.Open();
        await service.Database.Execute($"UPDATE legs SET merchant_id = 'ffffffff-ffff-7fff-bfff-ffffffffffff' WHERE id = '{last}'");

        await Claim(10);
        Assert.Contains(last, await Claim(10));
    }

    [Fact]
    public async Task Go_in_turns_whatever_room_there_is()
    {
        var like = await backlog.Open();
        var merchants = Enumerable.Range(0, 7).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var merchant in merchants) await backlog.Add(like, 100, merchant);
        for (var claims = 0; claims < 17; claims++) await Claim(3);
        var sent = await Task.WhenAll(merchants.Select(merchant => service.Database.Scalar<long>(
            $"SELECT count(*) FROM sends s JOIN legs l ON l.id = s.leg_id WHERE l.merchant_id = '{merchant}'")));
        Assert.All(sent, count => Assert.InRange(count, 6, 9));      // 51 for eight; the first three by age
    }

    [Fact]
    public async Task Leave_no_place_empty_when_most_have_nothing_due()
    {
        var like = await backlog.Open();
        for (var i = 0; i < 3; i++)
        {
            await backlog.Add(like, 1, Guid.CreateVersion7(), ("due_at", "t.due_at + interval '1 day'"));
            await backlog.Add(like, 40, Guid.CreateVersion7());
        }
        foreach (var _ in Enumerable.Range(0, 6)) Assert.Equal(10, (await Claim(10)).Count);
    }

    [Fact]
    public async Task Are_found_by_the_index_however_many_legs_wait()
    {
        var like = await backlog.Open();
        await backlog.Add(like, 20_000, Guid.CreateVersion7(), (
            "merchant_id", "('00000000-0000-7000-8000-' || lpad((n.i % 200)::text, 12, '0'))::uuid"));
        await service.Database.Execute("ANALYZE legs");
        await Claim(20);
        await FillBudget();
        await service.Bus.Run(async unit =>
        {
            var before = await Reads(unit.Db);
            Assert.Equal(20, (await worker.Claim(unit, [(Lane, 20)], [], default)).Count);
            var after = await Reads(unit.Db);
            Assert.Equal(before.Whole, after.Whole);
            Assert.InRange(after.Rows - before.Rows, 20, 400);
        });
    }

    private async Task<IReadOnlyList<Guid>> Claim(int places)
    {
        await FillBudget();
        return [.. (await backlog.Claim(worker, (Lane, places))).Select(claim => claim.LegId)];
    }

    private Task FillBudget() =>
        service.Database.Execute("UPDATE request_budgets SET good = 30000, filled_at = clock_timestamp()");

    /// <summary>How often the whole table was read in this transaction, and how many rows by index.</summary>
    private static async Task<(long Whole, long Rows)> Reads(RefundCenterDb db) => (await db.Query(
        "SELECT seq_scan, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'legs'",
        r => (r.GetInt64(0), r.GetInt64(1)), default)).Single();
}
