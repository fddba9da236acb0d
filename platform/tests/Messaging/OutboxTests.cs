using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Messaging;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

public sealed class The_outbox : SampleSpec
{
    [Fact]                                                        // MassTransit 6145: a row is deleted after its message arrived, not before
    public async Task Keeps_what_no_queue_was_bound_for_until_one_is()
    {
        await Sample.Run(unit => { unit.Publish(new Cry("help")); return Task.CompletedTask; });
        await Eventually.True(async () => await Count("outbox WHERE returned > 0") == 1, "it came back");
        await Sample.HearFromNowOn(typeof(Cry));
        Assert.Equal("help", (await Sample.Published<Cry>()).Text);
        await OutboxEmpties();
    }

    [Fact]                                                        // MassTransit 5339: rows that nobody owns any more
    public async Task Sends_what_a_dead_process_left_behind_once_its_lease_ended()
    {
        var id = NewId();
        await Write(id, leaseUntil: "clock_timestamp() - interval '1 second'");
        await Sample.Published<Added>(m => m.CounterId == id);
        await OutboxEmpties();
    }

    [Fact]
    public async Task Leaves_a_row_alone_while_another_process_holds_its_lease()
    {
        var (held, free) = (NewId(), NewId());
        await Write(held, leaseUntil: "clock_timestamp() + interval '1 hour'");
        await Write(free, leaseUntil: "'-infinity'");
        await Sample.Published<Added>(m => m.CounterId == free);
        await Eventually.True(async () => await Count("outbox") == 1, "only the held row is left");
        Assert.DoesNotContain(Sample.AllOf<Added>(), m => m.CounterId == held);
    }

    [Fact]                                                        // MassTransit 5114 and 5641: one at a time, some left behind
    public async Task Delivers_all_of_ten_thousand_rows_left_by_an_outage()
    {
        var id = NewId();
        await Sample.Database.Execute($$"""
            INSERT INTO outbox (id, message_id, exchange, message_type, body, lease_until)
            SELECT uuid_v7(), uuid_v7(), 'Platform.Tests.Sample:Add', 'Platform.Tests.Sample:Add',
                   convert_to('{"counterId":"{{id}}","amount":1}', 'UTF8'), '-infinity' FROM generate_series(1, 10000)
            """);
        await Eventually.True(async () => await Count($"counters WHERE id = '{id}' AND value = 10000") == 1, "all handled", 60);
        await OutboxEmpties();
    }

    [Fact]
    public async Task Survives_its_connections_being_cut()
    {
        var id = NewId();
        for (var i = 0; i < 60; i++)
        {
            if (i is 20 or 40) await TestServers.Ctl("close_all_connections", "--vhost", Sample.Broker.AbsolutePath.Trim('/'), "test");
            await Sample.Run(unit => { unit.Publish(new Add(id, 1)); return Task.CompletedTask; });
        }
        await Eventually.True(async () => await Count($"counters WHERE id = '{id}' AND value = 60") == 1, "all handled", 60);
    }

    [Fact]
    public async Task Writes_nothing_when_the_transaction_fails()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sample.Run(unit =>
        {
            unit.Publish(new Add(NewId(), 1));
            throw new InvalidOperationException("after all not");
        }));
        Assert.Equal(0, await Count("outbox"));
    }

    [Fact]
    public async Task Sends_a_withdrawn_timer_never_and_a_due_one_once()
    {
        var (withdrawn, due, token) = (NewId(), NewId(), Guid.CreateVersion7());
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await Sample.Database.Source.OpenConnectionAsync();
        await Insert(connection, o => o.Schedule(new Add(withdrawn, 1), "sample-counters", token, now.AddSeconds(2)));
        await Insert(connection, o => o.Withdraw(token));
        await Insert(connection, o => o.Schedule(new Add(due, 1), "sample-counters", Guid.CreateVersion7(), now.AddSeconds(2)));
        await Sample.Published<Added>(m => m.CounterId == due);
        Assert.DoesNotContain(Sample.AllOf<Added>(), m => m.CounterId == withdrawn);
        Assert.True(TimeProvider.System.GetUtcNow() >= now.AddSeconds(2), "not before it was due");
    }

    private async Task Insert(NpgsqlConnection connection, Action<OutgoingMessages> what)
    {
        var outgoing = new OutgoingMessages();
        what(outgoing);
        await using var transaction = await connection.BeginTransactionAsync();
        await OutboxStore.Insert(connection, transaction, outgoing, Sample.Services.GetRequiredService<OutboxPublisher>().Owner, default);
        await transaction.CommitAsync();
    }

    private async Task<Guid> Write(Guid counter, string leaseUntil)
    {
        var id = Guid.CreateVersion7();
        await Sample.Database.Execute($$"""
            INSERT INTO outbox (id, message_id, exchange, message_type, body, lease_until, owner)
            VALUES ('{{id}}', '{{id}}', 'Platform.Tests.Sample:Add', 'Platform.Tests.Sample:Add',
                    convert_to('{"counterId":"{{counter}}","amount":1}', 'UTF8'), {{leaseUntil}}, '{{Guid.CreateVersion7()}}')
            """);
        return id;
    }
}
