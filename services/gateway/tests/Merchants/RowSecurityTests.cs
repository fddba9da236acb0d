using Gateway.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;

namespace Gateway.Tests.Merchants;

/// <summary>
/// A gateway with one address more, whose handler forgets whose rows it wants: it runs any SQL for whoever signed.
/// </summary>
public sealed class CarelessGateway : IAsyncLifetime
{
    public GatewayFixture Gateway { get; private set; } = null!;

    public TestMerchant Own { get; private set; } = null!;

    public TestMerchant Other { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var upstream = await Upstream.StartAsync();
        Gateway = await GatewayFixture.With(GatewayFixture.Settings(upstream), upstream, MapCareless);
        Own = await MerchantWithRows();
        Other = await MerchantWithRows();
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>What the statement answers when <see cref="Own"/> asks: values, or the code of its error.</summary>
    public async Task<string> Ask(string sql, string how = "query") =>
        (await Own.Get($"/v1/careless/{how}?sql={Uri.EscapeDataString(sql)}")).Body;

    /// <summary>A row in every table that merchants have rows in.</summary>
    private async Task<TestMerchant> MerchantWithRows()
    {
        var merchant = await Gateway.OpenMerchant();
        await merchant.Refund(await merchant.Payment(), 40_00);
        var payment = await merchant.Payment(cleared: false);
        await merchant.Post($"/v1/refunds/{(await merchant.Refund(payment, 1_00)).Id}/cancel", null);
        await merchant.Post("/v1/webhook-endpoints", """{"url":"https://example.com/hook","event_types":["refund.failed"]}""");
        await Gateway.Harness.Database.Execute($"""
            WITH d AS (
                INSERT INTO webhook_deliveries
                    (id, endpoint_id, merchant_id, refund_id, sequence, type, body, state, tries, created_at, ended_at)
                SELECT uuid_v7(), id, merchant_id, uuid_v7(), 1, 'refund.failed', '', 'Failed', 1, now(), now()
                FROM webhook_endpoints WHERE merchant_id = '{merchant.Id}' RETURNING id, merchant_id)
            INSERT INTO webhook_tries (id, delivery_id, merchant_id, at, took_ms)
            SELECT uuid_v7(), id, merchant_id, now(), 1 FROM d
            """);
        return merchant;
    }

    private static void MapCareless(WebApplication app)
    {
        app.MapGet("/v1/careless/query", (string sql, GatewayDb db) => Told(() => Query(db, sql)));
        app.MapGet("/v1/careless/execute", (string sql, GatewayDb db) => Told(() => Execute(db, sql)));
        app.MapGet("/v1/careless/transaction", (string sql, Transactions<GatewayDb> transactions) => Told(
            () => transactions.Run(
                async unit =>
                {
                    await unit.Db.Set<Payment>().AsNoTracking().CountAsync();
                    return await Query(unit.Db, sql);
                },
                default)));
    }

    private static async Task<string> Query(GatewayDb db, string sql) =>
        string.Join(' ', await db.Database.SqlQueryRaw<string>(sql).ToListAsync());

    private static async Task<string> Execute(GatewayDb db, string sql) => $"{await db.Database.ExecuteSqlRawAsync(sql)}";

    private static async Task<IResult> Told(Func<Task<string>> work)
    {
        try
        {
            return Results.Text(await work());
        }
        catch (PostgresException e)
        {
            return Results.Text(e.SqlState);
        }
    }
}

public sealed class A_request_that_forgets_whose_rows_it_wants(CarelessGateway careless) : IClassFixture<CarelessGateway>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;

    [Theory]
    [InlineData("payments")]
    [InlineData("refunds")]
    [InlineData("refund_changes")]
    [InlineData("idempotency_keys")]
    [InlineData("webhook_endpoints")]
    [InlineData("webhook_deliveries")]
    [InlineData("webhook_tries")]
    public async Task Finds_its_merchants_only(string table)
    {
        var sql = $"SELECT DISTINCT merchant_id::text FROM {table}";
        Assert.Equal($"{careless.Own.Id}", await careless.Ask(sql));
        Assert.Equal($"{careless.Own.Id}", await careless.Ask(sql, "transaction"));
        Assert.Equal(2, await careless.Gateway.Harness.Database.Scalar<long>(
            $"SELECT count(DISTINCT merchant_id) FROM {table}"));
    }

    [Fact]
    public async Task Finds_nothing_even_when_it_names_another_merchants_row()
    {
        var payment = await careless.Other.Payment();
        Assert.Equal("", await careless.Ask($"SELECT id::text FROM payments WHERE id = '{payment}'"));
        Assert.Equal("", await careless.Ask(
            $"SELECT id::text FROM payments WHERE id = '{payment}' FOR UPDATE", "transaction"));
    }

    [Fact]
    public async Task Changes_its_merchants_rows_only()
    {
        await careless.Ask("UPDATE webhook_endpoints SET event_types = '{refund.returned}'", "execute");
        await careless.Ask("DELETE FROM webhook_endpoints", "execute");
        Assert.Equal(1, await careless.Gateway.Harness.Database.Scalar<long>(
            "SELECT count(*) FROM webhook_endpoints WHERE event_types = '{refund.failed}'"));
        Assert.Equal(0, await careless.Gateway.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM webhook_endpoints WHERE merchant_id = '{careless.Own.Id}'"));
    }

    [Fact]
    public async Task Writes_no_row_for_another_merchant()
    {
        var row = $"('{careless.Other.Id}', 'POST', 'x', 'k', '', 200, '', now())";
        Assert.Equal(Refused, await careless.Ask($"""
            INSERT INTO idempotency_keys (merchant_id, method, route, key, fingerprint, status, body, created_at)
            VALUES {row}
            """, "execute"));
        Assert.Equal(Refused, await careless.Ask($"UPDATE payments SET merchant_id = '{careless.Other.Id}'", "execute"));
    }

    [Theory]
    [InlineData("merchants")]
    [InlineData("api_keys")]
    [InlineData("nonces")]
    [InlineData("refund_sagas")]
    [InlineData("outbox")]
    [InlineData("dead_letters")]
    public async Task Reads_nothing_of_what_is_the_platforms(string table) =>
        Assert.Equal(Refused, await careless.Ask($"SELECT count(*)::text FROM {table}"));

    [Fact]
    public async Task Leaves_no_merchant_behind_on_its_connection()
    {
        await careless.Ask("SELECT 'x'");
        await careless.Gateway.Harness.Run(async unit => Assert.Equal(
            2, await unit.Db.Set<Payment>().Select(p => p.MerchantId).Distinct().CountAsync()));
    }

    [Fact]
    public async Task Meets_a_net_under_every_table_that_it_may_touch() => Assert.Equal(
        "outbox",                                                 // written and never read
        await careless.Gateway.Harness.Database.Scalar<string>("""
            SELECT string_agg(relname, ' ') FROM pg_class
            WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity
              AND has_table_privilege('gateway_merchant', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
            """));

    [Fact]
    public async Task Is_an_error_when_nobody_said_which_merchant()
    {
        await using var connection = await careless.Gateway.Harness.Database.Source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("SET ROLE gateway_merchant"), new("SELECT count(*) FROM refunds") },
        };
        await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
    }
}
