using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Platform.Testing;
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
        var both = db.Lock([LockKey.Of<Counter>(high), LockKey.Where<Counter>(x => x.Note, "low")], default);
        await Eventually.True(
            () => Sample.Database.Scalar<bool>("""
                SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """),
            "it waits for the low one");

        // It must not have the high one meanwhile: the holder of the low one may want it next.
        await other.Execute("SELECT FROM counters WHERE id = $1 FOR UPDATE NOWAIT", default, high);
        await earlier.CommitAsync();
        await both;
    }
}
