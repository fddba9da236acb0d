using System.Text.RegularExpressions;
using Npgsql;
using Platform.Testing;

namespace Contracts.Tests;

/// <summary>What stands in docs/operations is typed at night: every statement there runs on the schemas as they are.</summary>
public sealed partial class The_runbooks : IAsyncLifetime
{
    private const string Any = "any service";
    private readonly Dictionary<string, string> databases = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var database in databases.Values)
            await Run(TestServers.Database, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");
    }

    [Fact]
    public async Task Have_statements_that_run_on_the_present_schemas()
    {
        var statements = Statements().ToList();

        foreach (var (service, sql) in statements) await Run(await Database(service), Filled(sql));

        Assert.True(statements.Count > 10);
    }

    /// <summary>Made when it is first needed, by the scripts that the service itself is made by.</summary>
    private async Task<string> Database(string service)
    {
        if (service == Any) service = "accounting";
        if (databases.TryGetValue(service, out var known)) return known;
        var name = $"runbooks_{service.Replace('-', '_')}_{Guid.CreateVersion7():N}";
        await Run(TestServers.Database, $"CREATE DATABASE {name}");
        var made = databases[service] = new NpgsqlConnectionStringBuilder(TestServers.Database) { Database = name }.ConnectionString;
        var scripts = Repository.FilesIn("platform/src/Migrations").Concat(Repository.FilesIn($"services/{service}/src/Migrations"));
        foreach (var script in scripts.Order(StringComparer.Ordinal)) await Run(made, Repository.Read(script));
        return made;
    }

    private static IEnumerable<(string Service, string Sql)> Statements() =>
        from file in Repository.FilesIn("docs/operations")
        from block in Block().Matches(Repository.Read(file))
        select (block.Groups[1].Value, block.Groups[2].Value);

    private static string Filled(string sql) => Variable().Replace(sql, $"'{Guid.Empty}'");

    private static async Task Run(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("```sql\n-- ([a-z -]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(":'[a-z]+'")]
    private static partial Regex Variable();
}
