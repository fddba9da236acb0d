using Accounting.Accounts;
using Contracts;
using Contracts.Accounting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Messaging;

namespace Accounting.Journals;

/// <summary>
/// Opens the batch's <see cref="Ledger"/>: creates the accounts that its messages need for the first time, locks all of
/// them once in the order of their names, and reads, under these locks, who waits for money and what was booked before.
/// One round trip. Accounts come first in the global order of locks, as their table's name does.
/// </summary>
internal sealed class AccountLocks(Ledger ledger, KnownAccounts known) : IBeforeLoad
{
    private const string Create = """
        INSERT INTO accounts (name, currency, kind, merchant_id, floor_minor)
        SELECT * FROM unnest($1, $2, $3, $4, $5) AS n (name, currency, kind, merchant_id, floor_minor)
        ORDER BY name, currency
        ON CONFLICT DO NOTHING RETURNING name, currency
        """;

    private const string Lock = """
        SELECT id, name, currency, balance_minor, floor_minor FROM accounts
        WHERE name = ANY($1) AND currency = ANY($2) ORDER BY name, currency FOR UPDATE
        """;

    private const string WhoWaits = """
        SELECT merchant_id FROM unnest($1) AS m (merchant_id)
        WHERE EXISTS (SELECT FROM shortages s WHERE s.merchant_id = m.merchant_id)
        """;

    private const string WhatIsBooked = """
        SELECT s.template, s.source_id, (array_agg(a.merchant_id) FILTER (WHERE a.merchant_id IS NOT NULL))[1],
            (sum(p.amount_minor) FILTER (WHERE p.amount_minor > 0))::bigint, min(p.currency)
        FROM journal_sources s
        JOIN postings p ON p.journal_id = s.journal_id JOIN accounts a ON a.id = p.account_id
        WHERE s.source_id = ANY($1) AND s.source_no = 0
        GROUP BY s.template, s.source_id
        """;

    public Task BeforeLoadAsync(DbContext db, IReadOnlyList<object> messages, CancellationToken ct)
    {
        var keys = messages.SelectMany(NeededAccounts.Of).Distinct().ToList();
        return keys.Count == 0 ? Task.CompletedTask : OpenAsync(db, keys, [.. messages.SelectMany(SourceOf)], ct);
    }

    /// <param name="db">With its transaction open.</param>
    /// <param name="keys">The accounts, each once.</param>
    /// <param name="sources">Payments, top-ups and settlements that are booked once and have no other row to tell.</param>
    /// <param name="ct">Stops the work.</param>
    internal async Task OpenAsync(DbContext db, IReadOnlyList<AccountKey> keys, Guid[] sources, CancellationToken ct)
    {
        ledger.Clear();
        var byName = keys.ToDictionary(k => (k.Name, k.Currency));
        var unknown = keys.Where(k => !known.Contains(k)).ToList();

        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        if (unknown.Count > 0) batch.BatchCommands.Add(Creation(unknown));
        batch.BatchCommands.Add(Command(
            Lock, keys.Select(k => k.Name).Distinct().ToArray(), keys.Select(k => k.Currency).Distinct().ToArray()));
        batch.BatchCommands.Add(Command(WhoWaits, keys.Select(k => k.MerchantId).OfType<Guid>().Distinct().ToArray()));
        if (sources.Length > 0) batch.BatchCommands.Add(Command(WhatIsBooked, sources));

        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (unknown.Count > 0)
        {
            // Those that this transaction creates are known only when a later one finds them: it may not commit.
            while (await reader.ReadAsync(ct)) unknown.Remove(byName[(reader.GetString(0), reader.GetString(1))]);
            await reader.NextResultAsync(ct);
        }
        while (await reader.ReadAsync(ct)) Load(reader, byName);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) ledger.AddWaiting(reader.GetGuid(0));
        if (await reader.NextResultAsync(ct))
            while (await reader.ReadAsync(ct)) LoadBooked(reader);
        known.Add(unknown);
        if (byName.Count > 0) throw Gone(byName.Keys.First());
    }

    /// <summary>
    /// Another database than the one this account was seen in: the batch is repeated, and creates what is missing.
    /// </summary>
    private DbUpdateConcurrencyException Gone((string Name, string Currency) account)
    {
        known.Clear();
        return new DbUpdateConcurrencyException($"Account {account.Name} in {account.Currency} is gone.");
    }

    private void Load(NpgsqlDataReader row, Dictionary<(string, string), AccountKey> byName)
    {
        if (!byName.Remove((row.GetString(1), row.GetString(2)), out var key)) return;  // its name in another currency
        long? floor = row.IsDBNull(4) ? null : row.GetInt64(4);
        ledger.Add(key, Account.Loaded(row.GetInt64(0), key, row.GetInt64(3), floor));
    }

    private void LoadBooked(NpgsqlDataReader row) => ledger.AddBooked(
        row.GetString(0), row.GetGuid(1),
        new Booked(row.IsDBNull(2) ? null : row.GetGuid(2), new Money(row.GetInt64(3), row.GetString(4))));

    private static NpgsqlBatchCommand Creation(List<AccountKey> keys) => Command(
        Create, keys.Select(k => k.Name).ToArray(), keys.Select(k => k.Currency).ToArray(),
        keys.Select(k => k.Kind.ToString()).ToArray(), keys.Select(k => k.MerchantId).ToArray(),
        keys.Select(k => k.Floor).ToArray());

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static IEnumerable<Guid> SourceOf(object message) => message switch
    {
        BookCapture m => [m.PaymentId],
        BookTopUp m => [m.TopUpId],
        BookSettlement m => [m.SettlementId],
        _ => [],
    };
}
