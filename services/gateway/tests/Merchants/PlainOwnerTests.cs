using Npgsql;
using Platform.Persistence;
using Platform.Testing;

namespace Gateway.Tests.Merchants;

/// <summary>As in production: whoever migrates and serves owns the database and nothing else on the server.</summary>
public sealed class A_database_whose_owner_is_no_superuser : IAsyncLifetime
{
    private readonly string owner = "t" + Guid.CreateVersion7().ToString("N");

    public Task InitializeAsync() => Server(
        // Another database's migration makes the role as soon as one runs on this server; here an administrator is first.
        """
        DO $$ BEGIN CREATE ROLE gateway_merchant NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
        """,
        $"CREATE ROLE {owner} LOGIN PASSWORD '{owner}'", $"GRANT gateway_merchant TO {owner}",
        $"CREATE DATABASE {owner} OWNER {owner}");

    public Task DisposeAsync() => Server($"DROP DATABASE {owner} WITH (FORCE)", $"DROP ROLE {owner}");

    [Fact]
    public async Task Is_migrated_works_over_all_merchants_and_shows_each_its_own()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestServers.Database)
        {
            Database = owner, Username = owner, Password = owner, MaxPoolSize = 2,
        });
        await Migrator.MigrateAsync(source, typeof(GatewayDb).Assembly, default);
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Run(source, $"""
            INSERT INTO merchants SELECT m, 'Shop', '{"{}"}', 'Accepted', now() FROM unnest(ARRAY['{own}', '{other}']::uuid[]) m;
            INSERT INTO idempotency_keys SELECT id, 'POST', 'x', 'k', '', 200, null, null, '', now() FROM merchants
            """);
        Assert.Equal(2, await Run(source, "SELECT count(*) FROM idempotency_keys"));
        Assert.Equal(1, await Run(source, $"""
            BEGIN; SET LOCAL app.merchants = '{"{"}{own}{"}"}'; SET LOCAL ROLE gateway_merchant;
            SELECT count(*) FROM idempotency_keys
            """));
    }

    private static async Task<long?> Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long?)await command.ExecuteScalarAsync();
    }

    private static async Task Server(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(TestServers.Database);
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
