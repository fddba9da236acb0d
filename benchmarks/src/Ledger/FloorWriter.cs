using Accounting.Accounts;
using Npgsql;
using Platform.Time;

namespace Benchmarks.Ledger;

/// <summary>
/// The least that can write the same rows into the same tables and indexes: one insert and one update, in one round
/// trip, with nothing locked, looked at or checked before, and without the table of unique keys.
/// </summary>
internal sealed class FloorWriter
{
    private const string Insert = """
        WITH j AS (INSERT INTO journals (id, template, source_id, source_no, booked_at, business_at)
            SELECT id, $2, id, 0, $3, $3 FROM unnest($1) AS n (id))
        INSERT INTO postings (journal_id, account_id, amount_minor, currency)
        SELECT journal_id, account_id, amount, 'CNY' FROM unnest($4, $5, $6) AS n (journal_id, account_id, amount)
        """;

    private const string Update = """
        UPDATE accounts a SET balance_minor = a.balance_minor + n.amount
        FROM unnest($1, $2) AS n (id, amount) WHERE a.id = n.id
        """;

    private readonly PreloadedLedger preloaded;
    private readonly LedgerCase what;
    private readonly Dictionary<string, long> idsByName;

    private FloorWriter(PreloadedLedger preloaded, LedgerCase what, Dictionary<string, long> idsByName) =>
        (this.preloaded, this.what, this.idsByName) = (preloaded, what, idsByName);

    public static async Task<FloorWriter> Create(PreloadedLedger preloaded, LedgerCase what, CancellationToken ct)
    {
        await using var command = preloaded.Source.CreateCommand("SELECT name, id FROM accounts");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0), reader.GetInt64(1));
        return new FloorWriter(preloaded, what, ids);
    }

    public async Task Write(IReadOnlyList<Parties> journals, CancellationToken ct)
    {
        var ids = journals.Select(_ => Ids.New(TimeProvider.System)).ToArray();
        var postings = journals.SelectMany((p, i) => what.KeysOf(p)
            .Select((key, side) => (Journal: ids[i], Account: idsByName[key.Name], Amount: side == 0 ? -1L : 1L)))
            .ToList();
        var sums = postings.GroupBy(p => p.Account).OrderBy(g => g.Key).ToList();

        await using var connection = await preloaded.Source.OpenConnectionAsync(ct);
        await using var batch = connection.CreateBatch();
        Add(batch, Insert, ids, what.Template.Name, TimeProvider.System.GetUtcNow(),
            postings.Select(p => p.Journal).ToArray(), postings.Select(p => p.Account).ToArray(),
            postings.Select(p => p.Amount).ToArray());
        Add(batch, Update, sums.Select(s => s.Key).ToArray(), sums.Select(s => s.Sum(p => p.Amount)).ToArray());
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
