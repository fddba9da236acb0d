using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Messaging;
using Platform.Time;

namespace Accounting.Journals;

/// <summary>
/// Writes what the batch's <see cref="Ledger"/> has collected: one insert of journals with their unique keys, one of
/// postings, one update of accounts, whatever the number of messages. One round trip; nothing when nothing was booked.
/// </summary>
internal sealed class LedgerFlush(Ledger ledger, TimeProvider clock) : IBeforeSave
{
    private const string Journals = """
        WITH written AS (
            INSERT INTO journals (id, template, source_id, source_no, booked_at, business_at)
            SELECT n.id, n.template, n.source_id, n.source_no, $5, coalesce(n.business_at, $5)
            FROM unnest($1, $2, $3, $4, $6) AS n (id, template, source_id, source_no, business_at)
            RETURNING source_id, template, source_no, id)
        INSERT INTO journal_sources (source_id, template, source_no, journal_id) SELECT * FROM written
        """;

    private const string Postings = """
        INSERT INTO postings (journal_id, account_id, amount_minor, currency) SELECT * FROM unnest($1, $2, $3, $4)
        """;

    // Adds instead of setting: should a lock ever be missing, an update is still not lost.
    private const string Balances = """
        UPDATE accounts a SET balance_minor = a.balance_minor + n.amount
        FROM unnest($1, $2) AS n (id, amount) WHERE a.id = n.id
        """;

    private const string Orders = "INSERT INTO settlement_orders (refund_id, order_no) SELECT * FROM unnest($1, $2)";

    private const string Forget = """
        DELETE FROM shortages s USING unnest($1, $2) AS n (refund_id, attempt)
        WHERE s.refund_id = n.refund_id AND s.attempt = n.attempt
        """;

    private const string Note = """
        INSERT INTO shortages (refund_id, attempt, merchant_id, currency, missing_minor)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (refund_id, attempt) DO UPDATE SET missing_minor = excluded.missing_minor
        """;

    public async Task BeforeSaveAsync(DbContext db, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        if (ledger.Journals.Count > 0) AddBookings(batch);
        if (ledger.Orders.Count > 0)
            Add(batch, Orders, ledger.Orders.Select(o => o.Id).ToArray(), ledger.Orders.Select(o => o.No).ToArray());
        AddShortages(batch);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
        LedgerMeter.Record(ledger.Journals);
        ledger.Clear();
    }

    private void AddBookings(NpgsqlBatch batch)
    {
        var now = clock.GetUtcNow();
        var journals = ledger.Journals;
        var ids = journals.Select(_ => Ids.New(clock)).ToArray();
        Add(batch, Journals,
            ids, journals.Select(j => j.Template.Name).ToArray(), journals.Select(j => j.Source.Id).ToArray(),
            journals.Select(j => j.Source.No).ToArray(), now,
            journals.Select(j => j.BusinessAt?.ToUniversalTime()).ToArray());

        var postings = journals
            .SelectMany((j, i) => j.Postings.Select(p => (Journal: ids[i], p.Account, p.AmountMinor))).ToList();
        Add(batch, Postings,
            postings.Select(p => p.Journal).ToArray(), postings.Select(p => p.Account.Id).ToArray(),
            postings.Select(p => p.AmountMinor).ToArray(), postings.Select(p => p.Account.Currency).ToArray());

        var changed = ledger.Changed.ToList();
        Add(batch, Balances, changed.Select(a => a.Id).ToArray(), changed.Select(a => a.PostedMinor).ToArray());
    }

    private void AddShortages(NpgsqlBatch batch)
    {
        if (ledger.ForgottenShortages is { Count: > 0 } over)
            Add(batch, Forget, over.Select(s => s.RefundId).ToArray(), over.Select(s => s.Attempt).ToArray());
        if (ledger.NotedShortages is { Count: > 0 } noted)
            Add(batch, Note,
                noted.Select(s => s.RefundId).ToArray(), noted.Select(s => s.Attempt).ToArray(),
                noted.Select(s => s.MerchantId).ToArray(), noted.Select(s => s.Currency).ToArray(),
                noted.Select(s => s.MissingMinor).ToArray());
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
