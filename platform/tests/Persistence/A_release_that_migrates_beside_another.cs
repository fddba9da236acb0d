using Npgsql;
using Platform.Persistence;
using Platform.Testing;
using Platform.Tests.Messaging;
using Platform.Tests.Sample;

namespace Platform.Tests.Persistence;

/// <summary>The former release goes on working with what it prepared before the tables got wider.</summary>
public sealed class A_release_that_migrates_beside_another : SampleSpec
{
    [Fact]
    public async Task Ends_sessions_that_read_a_narrower_table()
    {
        await TheLastMigrationIsStillToCome();
        await using var former = await Sample.Database.Source.OpenConnectionAsync();
        await using var query = new NpgsqlCommand("SELECT * FROM counters", former);
        await query.PrepareAsync();
        await query.ExecuteNonQueryAsync();

        await Migrate();

        var lost = await Assert.ThrowsAnyAsync<NpgsqlException>(() => query.ExecuteNonQueryAsync());
        Assert.Equal(DatabaseFault.Unreachable, DatabaseFaults.Classify(lost));
    }

    [Fact]
    public async Task Does_not_end_one_that_waits_to_migrate_too()
    {
        await TheLastMigrationIsStillToCome();
        await using var reader = await Sample.Database.Source.OpenConnectionAsync();
        var reading = await reader.BeginTransactionAsync();
        await using (var query = new NpgsqlCommand("SELECT * FROM counters", reader)) await query.ExecuteNonQueryAsync();
        var first = Migrate();
        await Eventually.True(() => WaitsFor("relation"), "the first waits for the table");
        var second = Migrate();
        await Eventually.True(() => WaitsFor("advisory"), "the second waits for the first");
        await reading.CommitAsync();
        await Task.WhenAll(first, second);
        Sample.Database.Source.Clear();                           // of sessions that were ended

        Assert.Empty(await Migrator.PendingAsync(Sample.Database.Source, typeof(SampleDb).Assembly, default));
    }

    private Task Migrate() => Migrator.MigrateAsync(Sample.Database.Source, typeof(SampleDb).Assembly, default);

    private Task<bool> WaitsFor(string lockType) => Sample.Database.Scalar<bool>($"""
        SELECT count(*) > 0 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE a.datname = current_database() AND l.locktype = '{lockType}' AND NOT l.granted
        """);

    private Task TheLastMigrationIsStillToCome() => Sample.Database.Execute("""
        ALTER TABLE counters DROP COLUMN label;
        DELETE FROM schema_migrations WHERE name LIKE '%/0002_label.sql'
        """);
}
