using Accounting;
using Accounting.Accounts;
using Npgsql;
using Platform.Persistence;

namespace Benchmarks.Ledger;

/// <summary>
/// A ledger with a past: so many postings, half as many journals with their keys, and accounts with money. Written with
/// the triggers off, so the balances are not the sums of the postings.
/// </summary>
internal sealed class PreloadedLedger : IAsyncDisposable
{
    /// <summary>Each with a pending pocket and held money: 10,000 accounts; and with cash.</summary>
    public const int Merchants = 5_000;

    private const string Accounts = """
        INSERT INTO accounts (name, currency, kind, merchant_id, balance_minor, floor_minor)
        SELECT name, 'CNY', kind, merchant_id, CASE WHEN floor_minor IS NULL THEN 0 ELSE 1000000000000 END, floor_minor
        FROM unnest($1, $2, $3, $4) AS n (name, kind, merchant_id, floor_minor)
        """;

    // Account ids go by threes: pending, held, cash. The UUIDs sort before today's, as UUIDv7s of last year would.
    private const string Past = """
        SET session_replication_role = replica;
        INSERT INTO journals
            SELECT past_id(i), 'funds_held', past_id(i), 0, now() - interval '1 year', now() - interval '1 year'
            FROM generate_series(1, $1 / 2) AS i;
        INSERT INTO journal_sources SELECT past_id(i), 'funds_held', 0, past_id(i) FROM generate_series(1, $1 / 2) AS i;
        INSERT INTO postings SELECT past_id(i), 1 + 3 * ((hashint8(i) & 2147483647) % 5000) + side, 1 - 2 * side, 'CNY'
            FROM generate_series(1, $1 / 2) AS i, generate_series(0, 1) AS side;
        RESET session_replication_role
        """;

    private const string PastId = """
        CREATE FUNCTION past_id(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
        $$ SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$
        """;

    private PreloadedLedger(NpgsqlDataSource source, Parties[] parties) => (Source, Parties) = (source, parties);

    public NpgsqlDataSource Source { get; }

    public Parties[] Parties { get; }

    public static async Task<PreloadedLedger> Create(string connectionString, long postings, CancellationToken ct)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString) { Name = "bench" }.Build();
        await Migrator.MigrateAsync(source, typeof(AccountingDb).Assembly, ct);
        var parties = Enumerable.Range(1, Merchants)
            .Select(i => new Parties(new Guid($"0199f3b0-0000-7000-8000-{i:x12}"), null, "CNY")).ToArray();
        AccountKind[] kinds = [AccountKind.MerchantPending, AccountKind.MerchantHeld, AccountKind.MerchantCash];
        var keys = parties.SelectMany(p => kinds.Select(kind => AccountKey.Of(kind, p)))
            .Append(AccountKey.Of(AccountKind.BankReserve, parties[0])).ToList();

        await using var connection = await source.OpenConnectionAsync(ct);
        await Run(connection, Accounts, ct,
            keys.Select(k => k.Name).ToArray(), keys.Select(k => k.Kind.ToString()).ToArray(),
            keys.Select(k => k.MerchantId).ToArray(), keys.Select(k => k.Floor).ToArray());
        await Run(connection, PastId, ct);
        foreach (var statement in Past.Split(';'))
            await Run(connection, statement, ct, statement.Contains("$1", StringComparison.Ordinal) ? [postings] : []);
        await Run(connection, "VACUUM ANALYZE", ct);
        await Run(connection, "CHECKPOINT", ct);
        return new PreloadedLedger(source, parties);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static async Task Run(
        NpgsqlConnection connection, string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
