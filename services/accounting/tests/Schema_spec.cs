using Npgsql;
using Platform.Testing;

namespace Accounting.Tests;

/// <summary>One database; every story in a transaction that is rolled back.</summary>
public sealed class LedgerDatabase : IAsyncLifetime
{
    public TestDatabase<AccountingDb> Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync<AccountingDb>();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}

public sealed class The_schema(LedgerDatabase fixture) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private const string TwoAccounts = """
        INSERT INTO accounts (id, name, currency, kind, merchant_id, floor_minor) OVERRIDING SYSTEM VALUE VALUES
            (1, 'bank:reserve', 'CNY', 'BankReserve', NULL, NULL),
            (2, 'merchant:m:cash', 'CNY', 'MerchantCash', '0199f3b0-0000-7000-8000-000000000001', 0);
        INSERT INTO journals VALUES (
            '0199f3b0-0000-7000-8000-0000000000aa', 'top_up', '0199f3b0-0000-7000-8000-0000000000bb', 0, now(), now());
        """;

    private const string OneUnitMore = "UPDATE accounts SET balance_minor = balance_minor + 1 WHERE id = 2";
    private const string Journal = "'0199f3b0-0000-7000-8000-0000000000aa'";
    private NpgsqlConnection connection = null!;

    public async Task InitializeAsync()
    {
        connection = await fixture.Database.Source.OpenConnectionAsync();
        await Execute("BEGIN");
        await Execute(TwoAccounts);
    }

    public async Task DisposeAsync()
    {
        await Execute("ROLLBACK");
        await connection.DisposeAsync();
    }

    [Fact]
    public Task Is_what_the_model_says() => SchemaSpec.AssertMatchesModel<AccountingDb>();

    [Theory]
    [InlineData("(1, -100, 'CNY')")]
    [InlineData("(1, -100, 'CNY'), (2, 99, 'CNY')")]
    [InlineData("(1, -100, 'CNY'), (2, 100, 'USD')")]
    public async Task Refuses_a_journal_that_is_not_balanced(string postings)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Post(postings));

        Assert.Equal("postings_are_balanced", refused.ConstraintName);
    }

    [Theory]
    [InlineData("UPDATE postings SET amount_minor = amount_minor")]
    [InlineData("DELETE FROM postings")]
    [InlineData("TRUNCATE postings")]
    [InlineData("UPDATE journals SET template = 'held'")]
    [InlineData("DELETE FROM journals")]
    [InlineData("DELETE FROM journal_sources")]
    [InlineData("DELETE FROM settlement_orders")]
    public async Task Lets_nobody_edit_the_past(string edit)
    {
        await Post("(1, -100, 'CNY'), (2, 100, 'CNY')");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute(edit));

        Assert.EndsWith("is append-only", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_pockets_above_their_floor()
    {
        await Execute("UPDATE accounts SET balance_minor = -1 WHERE id = 1");
        await Execute("UPDATE accounts SET floor_minor = -50, balance_minor = -50 WHERE id = 2");

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => Execute("UPDATE accounts SET balance_minor = -51 WHERE id = 2"));

        Assert.Equal("accounts_floor", refused.ConstraintName);
    }

    [Theory]
    [InlineData("'Held', 0, 101")]
    [InlineData("'Held', -1, 0")]
    [InlineData("'Settled', 0, 1")]
    [InlineData("'Asked', 0, 0")]
    public async Task Knows_what_a_hold_can_be(string state) => await Assert.ThrowsAsync<PostgresException>(
        () => Execute($"INSERT INTO holds VALUES (gen_random_uuid(), 1, gen_random_uuid(), 100, 'CNY', {state})"));

    [Fact]
    public async Task Knows_that_what_the_payer_has_was_paid_by_somebody() =>
        await Assert.ThrowsAsync<PostgresException>(() => Execute("""
            INSERT INTO refund_books VALUES (
                gen_random_uuid(), gen_random_uuid(), 'wechat', 'CNY', 1, 1, 100, 0, 0, 0, 90, 0, 0, 6, 3, now())
            """));

    [Theory]
    [InlineData("the ledger sums to zero per currency", OneUnitMore)]
    [InlineData("every balance is the sum of its postings", OneUnitMore)]
    [InlineData(
        "every journal sums to zero per currency",
        "INSERT INTO postings VALUES (gen_random_uuid(), 2, 5, 'CNY')")]
    [InlineData("every journal has postings, and every posting a journal", "DELETE FROM journals")]
    [InlineData(
        "no account is below its floor",
        "ALTER TABLE accounts DROP CONSTRAINT accounts_floor; UPDATE accounts SET balance_minor = -1")]
    [InlineData(
        "held balances are the sum of open holds",
        "INSERT INTO holds SELECT uuid_v7(), 1, merchant_id, 100, 'CNY', 'Held', 0, 100 FROM accounts WHERE id = 2")]
    [InlineData(
        "nobody waits without a shortage, and no shortage without somebody who waits",
        "INSERT INTO shortages VALUES (gen_random_uuid(), 1, gen_random_uuid(), 'CNY', 100)")]
    public async Task Finds_what_was_spoiled_by_hand(string rule, string spoil)
    {
        await Post("(1, -100, 'CNY'), (2, 100, 'CNY')");
        await Execute("UPDATE accounts SET balance_minor = CASE id WHEN 1 THEN -100 ELSE 100 END");
        Assert.Equal(0m, await Scalar<decimal>("SELECT sum(wrong) FROM ledger_check"));

        await Execute($"SET LOCAL session_replication_role = replica; {spoil}");

        Assert.NotEqual(0, await Scalar<long>($"SELECT wrong FROM ledger_check WHERE rule = '{rule}'"));
        Assert.NotEqual("", await Scalar<string>($"SELECT example FROM ledger_check WHERE rule = '{rule}'"));
    }

    private Task Post(string postings) => Execute(
        $"INSERT INTO postings SELECT {Journal}, p.* FROM (VALUES {postings}) AS p (account, amount, currency)");

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
