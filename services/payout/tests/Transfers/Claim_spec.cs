using Contracts.Payouts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Payout.Transfers;
using Platform.Testing;

namespace Payout.Tests.Transfers;

public sealed class Two_replicas : IAsyncLifetime
{
    private readonly PayoutWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Send_every_transfer_once()
    {
        await world.StartReplica();
        var orders = new List<MakePayout>();
        for (var i = 0; i < 60; i++) orders.Add(PayoutWorld.NewOrder());
        await Task.WhenAll(orders.Select(order => world.PutPayee(order.PaymentId)));
        await Task.WhenAll(orders.Select(order => world.Service.Publish(order)));
        foreach (var order in orders) await world.Told(order, PayoutStatus.Succeeded, seconds: 60);

        Assert.All(orders, order => Assert.Single(world.Truth(order.No)));
        Assert.Equal(60L, await world.Service.Database.Scalar<long>("SELECT count(*) FROM sends"));
        Assert.Equal(
            0L, await world.Service.Database.Scalar<long>("SELECT count(*) FROM sends WHERE answer = 'Unknown'"));
    }
}

public sealed class The_schema : IAsyncLifetime
{
    private TestDatabase<PayoutDb> database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync<PayoutDb>();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public Task Matches_the_model() => SchemaSpec.AssertMatchesModel<PayoutDb>();

    [Fact]
    public async Task Lets_no_number_go_to_the_bank_twice()
    {
        await Insert("A1234567890123456789", 1);
        await Send(1, neverLeft: true);
        await Send(2, neverLeft: false);
        var twice = await Assert.ThrowsAsync<PostgresException>(() => Send(3, neverLeft: false));
        Assert.Equal(("23505", "sends_once"), (twice.SqlState, twice.ConstraintName));
    }

    [Fact]
    public async Task Lets_no_two_transfers_have_one_number()
    {
        await Insert("A1234567890123456789", 1);
        var taken = await Assert.ThrowsAsync<PostgresException>(() => Insert("A1234567890123456789", 2));
        Assert.Equal("23505", taken.SqlState);
    }

    [Fact]
    public async Task Lets_nothing_die_without_a_certificate()
    {
        await Insert("A1234567890123456789", 1);
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => database.Execute("UPDATE transfers SET phase = 'Dead'"));
        Assert.Equal("23514", refused.SqlState);
    }

    [Fact]
    public async Task Lets_nobody_rewrite_who_touched_the_vault()
    {
        await database.Execute("""
            INSERT INTO vault_audit (id, payment_id, action, caller, reason, at)
            VALUES (gen_random_uuid(), gen_random_uuid(), 'Read', 'x', 'y', now())
            """);
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("UPDATE vault_audit SET caller = 'z'"));
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("DELETE FROM vault_audit"));
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("TRUNCATE vault_audit"));
    }

    private Task Insert(string no, int n) => database.Execute($"""
        INSERT INTO transfers (payout_id, no, payment_id, amount_minor, amount_currency, phase, version, noted_version,
            sends, unanswered_sends, asks, is_stop_asked, moved_minor, returned_minor, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-{n:D12}', '{no}', gen_random_uuid(), 880, 'CNY', 'ToSend', 1, 0,
            0, 0, 0, false, 0, 0, now(), now())
        """);

    private Task Send(int sendNo, bool neverLeft) => database.Execute($"""
        INSERT INTO sends (payout_id, send_no, no, operation, method, path, body, claimed_at, lease_until, lapsed,
            never_left)
        SELECT payout_id, {sendNo}, no, 'send-file', 'POST', '/files', '', now(), now(), false, {neverLeft}
        FROM transfers
        """);
}

public sealed class A_send_without_an_answer : IAsyncLifetime
{
    private readonly PayoutWorld world = new(
        new() { ["Payout:SendLease"] = "00:00:00.300", ["Payout:LookEvery"] = "01:00:00" });

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Lapses_into_unknown_and_is_not_sent_again()
    {
        // The workers sleep; one claims, and dies before it sends.
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Accepted);
        await world.Service.Run(async unit =>
        {
            await unit.Lock(default, Platform.Persistence.LockKey.Of<Transfer>(order.PayoutId));
            var transfer = unit.Db.Transfers.Local.Single();
            var calls = world.Service.Services.GetRequiredService<TransferCalls>();
            var now = TimeProvider.System.GetUtcNow();
            var sendNo = transfer.Claim(now, calls.Rules);
            unit.Db.Add(Send.Of(
                transfer, sendNo, calls.Route.Compose(transfer.ToOrder()), now, now.AddMilliseconds(1)));
            unit.Publish(new TransferMoved(transfer.PayoutId, transfer.Version));
        });
        await world.Told(order, PayoutStatus.Sent);
        await Task.Delay(20);
        await world.Service.Services.GetRequiredService<LapseSends>().RunAsync(default);
        Assert.True(await world.Service.Database.Scalar<bool>("SELECT lapsed FROM sends"));
        await world.Service.Services.GetRequiredService<SendDueTransfers>().RunAsync(default);
        Assert.Equal(1, await world.Of<int>(order, "sends"));
        Assert.Equal(1, await world.Of<int>(order, "unanswered_sends"));
        Assert.Empty(world.Truth(order.No));
    }

    [Fact]
    public async Task Takes_an_answer_that_comes_after_all()
    {
        var order = await world.Order();
        await world.Told(order, PayoutStatus.Accepted);
        await world.Service.Services.GetRequiredService<SendDueTransfers>().RunAsync(default);
        await world.Service.Database.Execute("UPDATE sends SET lapsed = true, answered_at = NULL, answer = NULL");
        await world.Service.Database.Execute("UPDATE transfers SET unanswered_sends = 1");
        Send send;
        await using (var db = world.Service.Database.Open()) send = db.Sends.Single();
        var calls = world.Service.Services.GetRequiredService<TransferCalls>();
        var refused = new Channels.ChannelAnswer.Refused(Channels.Refusal.Final, "AC01", "The account is wrong.");
        await calls.Record(send, refused);
        await calls.Record(send, new Channels.ChannelAnswer.Unknown("late"));
        Assert.Equal("Refused", await world.Service.Database.Scalar<string>("SELECT answer FROM sends"));
    }
}
