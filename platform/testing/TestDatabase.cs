using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Messaging;
using Platform.Persistence;

namespace Platform.Testing;

/// <summary>A fresh, migrated database of a service, dropped at the end.</summary>
public sealed class TestDatabase<TDb> : IAsyncDisposable where TDb : PlatformDbContext
{
    private TestDatabase(string name, string connectionString)
    {
        Name = name;
        ConnectionString = connectionString;
        Source = new NpgsqlDataSourceBuilder(connectionString) { Name = "tests" }.Build();
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<TestDatabase<TDb>> CreateAsync()
    {
        var name = "t" + Guid.CreateVersion7().ToString("N");
        await Server($"CREATE DATABASE {name}");
        var database = new TestDatabase<TDb>(
            name, new NpgsqlConnectionStringBuilder(TestServers.Database) { Database = name, MaxPoolSize = 20 }.ToString());
        await Migrator.MigrateAsync(database.Source, typeof(TDb).Assembly, default);
        await Inbox.MaintainRanges(database.Source, TimeProvider.System.GetUtcNow(), default);
        return database;
    }

    /// <summary>A context on this database, for arranging and asserting.</summary>
    public TDb Open() => (TDb)Activator.CreateInstance(
        typeof(TDb), new DbContextOptionsBuilder<TDb>().UseNpgsql(Source).Options)!;

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<int> Execute(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Server($"DROP DATABASE {Name} WITH (FORCE)");
    }

    private static async Task Server(string sql)
    {
        await using var connection = new NpgsqlConnection(TestServers.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Shortens the call: <c>await TestDatabase.CreateAsync&lt;LedgerDb&gt;()</c>.</summary>
public static class TestDatabase
{
    public static Task<TestDatabase<TDb>> CreateAsync<TDb>() where TDb : PlatformDbContext => TestDatabase<TDb>.CreateAsync();
}
