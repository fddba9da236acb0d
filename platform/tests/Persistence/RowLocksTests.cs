using Npgsql;
using Platform.Persistence;
using Platform.Tests.Messaging;
using Platform.Tests.Sample;

namespace Platform.Tests.Persistence;

public sealed class Rows_of_one_table_named_in_two_ways : SampleSpec
{
    [Fact]
    public async Task Are_locked_in_the_order_of_their_keys()
    {
        var (low, high) = (new Guid("01975a30-0000-7000-8000-000000000001"), new Guid("01975a30-0000-7000-8000-000000000002"));
        await Sample.Database.Execute(
            $"INSERT INTO counters (id, value, note) VALUES ('{low}', 0, 'low'), ('{high}', 0, NULL)");
        await using var other = Sample.Database.Open();
        await using var earlier = await other.Database.BeginTransactionAsync();
        await other.Lock([LockKey.Of<Counter>(low)], default);

        await using var db = Sample.Database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Execute("SET LOCAL lock_timeout = '300ms'", default);
        var both = db.Lock([LockKey.Of<Counter>(high), LockKey.Where<Counter>(x => x.Note, "low")], default);

        // It waits for the low one, and must not have the high one meanwhile: its holder may want it next.
        await other.Execute("SELECT FROM counters WHERE id = $1 FOR UPDATE NOWAIT", default, high);
        Assert.Equal("55P03", (await Assert.ThrowsAsync<PostgresException>(() => both)).SqlState);
    }
}
