using Npgsql;
using Platform.Messaging;
using Platform.Testing;
using Platform.Tests.Sample;

namespace Platform.Tests.Messaging;

/// <summary>The outbox as a table alone: no dispatcher looks at it but the test.</summary>
public sealed class Rows_of_the_outbox : IAsyncLifetime
{
    private const string AtOnce = "NULL", Timer = "now() - interval '1 minute'";
    private TestDatabase<SampleDb> database = null!;
    private NpgsqlConnection connection = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync<SampleDb>();
        connection = await database.Source.OpenConnectionAsync();
        await Run(connection, "SET lock_timeout = '1s'");
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(AtOnce)]
    [InlineData(Timer)]
    public async Task Are_not_claimed_while_their_publish_is_unresolved(string dueAt)
    {
        var row = await Write(dueAt);
        Assert.Empty(await Claim([row]));
        Assert.Equal([row], await Claim([]));
    }

    [Theory]                                                      // MassTransit 4299: the outbox locked while it sends
    [InlineData(AtOnce)]
    [InlineData(Timer)]
    public async Task Are_passed_over_while_another_transaction_holds_them(string dueAt)
    {
        var (held, free) = (await Write(dueAt), await Write(dueAt));
        await using (await Hold(held)) Assert.Equal([free], await Claim([]));
        Assert.Equal([held], await Claim([]));
    }

    [Fact]                                                        // MassTransit 4299 too
    public async Task Are_not_waited_for_by_a_saga_that_takes_its_timer_back()
    {
        var token = Guid.CreateVersion7();
        var timer = await Write(Timer, token);
        await using (await Hold(timer)) await Withdraw(token);
        Assert.Equal(1, await database.Scalar<long>("SELECT count(*) FROM outbox"));
        await Withdraw(token);
        Assert.Equal(0, await database.Scalar<long>("SELECT count(*) FROM outbox"));
    }

    /// <summary>
    /// MassTransit 3512: order is not kept across transactions. Here no order is promised at all, and receivers need none; but no row waits
    /// behind younger ones.
    /// </summary>
    [Theory]
    [InlineData("NULL", "now() - interval '1 hour' - n * interval '1 second'")]
    [InlineData("now() - interval '1 hour' - n * interval '1 second'", "'-infinity'")]
    public async Task Are_claimed_oldest_first(string dueAt, string leaseUntil)
    {
        await Fill(600, dueAt, leaseUntil);
        Assert.Equal(500, (await Claim([])).Count);
        Assert.Equal(100, await database.Scalar<long>("SELECT count(*) FROM outbox WHERE owner IS NULL"));
        Assert.Equal(0, await database.Scalar<long>("SELECT count(*) FROM outbox WHERE owner IS NULL AND redelivered > 100"));
        Assert.Equal(100, (await Claim([])).Count);
    }

    [Fact]                                                        // MassTransit 5918: the whole table read at sixteen million rows
    public async Task Are_found_by_index_among_a_million_that_are_not_due_or_are_being_sent()
    {
        for (var i = 0; i < 2; i++)
        {
            await Fill(250_000, "now() + interval '1 hour' + n * interval '1 second'", "'-infinity'");
            await Fill(250_000, "NULL", "now() + interval '1 hour' + n * interval '1 second'");
        }
        Guid[] due = [await Write(AtOnce), await Write(Timer)];
        await database.Execute("ANALYZE outbox");

        await using var transaction = await connection.BeginTransactionAsync();
        var before = await Reads();
        Assert.Equal(due.Order(), (await Claim([])).Order());
        var after = await Reads();
        Assert.Equal(before.Whole, after.Whole);
        Assert.InRange(after.Rows - before.Rows, due.Length, 10 * due.Length);
    }

    /// <summary>How often the whole table was read, and how many rows by index. Migrations of this connection may count, too.</summary>
    private async Task<(long Whole, long Rows)> Reads()
    {
        await using var command = new NpgsqlCommand(
            "SELECT seq_scan, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'outbox'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<List<Guid>> Claim(Guid[] unresolved) =>
        [.. (await OutboxStore.Claim(connection, Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), unresolved, default)).Select(r => r.Id)];

    private async Task Withdraw(Guid token)
    {
        var outgoing = new OutgoingMessages();
        outgoing.Withdraw(token);
        await using var transaction = await connection.BeginTransactionAsync();
        await OutboxStore.Insert(connection, transaction, outgoing, Guid.CreateVersion7(), default);
        await transaction.CommitAsync();
    }

    /// <summary>Until it is disposed.</summary>
    private async Task<NpgsqlConnection> Hold(Guid row)
    {
        var holder = await database.Source.OpenConnectionAsync();
        await Run(holder, $"BEGIN; SELECT 1 FROM outbox WHERE id = '{row}' FOR UPDATE");
        return holder;
    }

    /// <summary>A row that nobody has a lease on.</summary>
    private async Task<Guid> Write(string dueAt, Guid? token = null)
    {
        var id = Guid.CreateVersion7();
        await database.Execute($$"""
            INSERT INTO outbox (id, message_id, exchange, message_type, body, token, due_at, lease_until)
            VALUES ('{{id}}', '{{id}}', 'x', 'x', '{}', {{(token is null ? "NULL" : $"'{token}'")}}, {{dueAt}}, '-infinity')
            """);
        return id;
    }

    /// <summary>Rows numbered by <c>n</c>, which is kept in <c>redelivered</c>, in no order.</summary>
    private Task<int> Fill(int rows, string dueAt, string leaseUntil) => database.Execute($$"""
        INSERT INTO outbox (id, message_id, exchange, message_type, body, redelivered, due_at, lease_until)
        SELECT i, i, 'x', 'x', '{}', n, {{dueAt}}, {{leaseUntil}}
        FROM (SELECT gen_random_uuid() AS i, n FROM generate_series(1, {{rows}}) n ORDER BY 1) r
        """);

    private static async Task Run(NpgsqlConnection on, string sql)
    {
        await using var command = new NpgsqlCommand(sql, on);
        await command.ExecuteNonQueryAsync();
    }
}
