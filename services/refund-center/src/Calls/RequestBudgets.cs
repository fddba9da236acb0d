using System.Data.Common;
using Channels;
using Channels.Rules;
using Platform.Persistence;
using RefundCenter.Rulebooks;

namespace RefundCenter.Calls;

/// <summary>
/// The request budgets of channel merchants, shared by all replicas: a row each, locked until the end of the transaction
/// that claims or stores an answer. What a transaction spends and does not commit was never spent.
/// </summary>
public sealed class RequestBudgets(RulebookShelf shelf)
{
    /// <summary>
    /// In the order of their keys, each with the time at which its lock was got: the list is materialized, so that the
    /// clock is not read before.
    /// </summary>
    private const string LockRows = """
        WITH locked AS MATERIALIZED (
            SELECT b.* FROM request_budgets b JOIN unnest($1, $2) AS m (channel, channel_merchant)
                ON m.channel = b.channel AND m.channel_merchant = b.channel_merchant
            ORDER BY b.channel, b.channel_merchant FOR UPDATE OF b)
        SELECT channel, channel_merchant, good, bad, filled_at, clock_timestamp(), old_payments FROM locked
        """;

    private const string AddRows = """
        INSERT INTO request_budgets (channel, channel_merchant, good, bad, filled_at)
        SELECT channel, channel_merchant, good, bad, clock_timestamp()
        FROM unnest($1, $2, $3, $4) AS m (channel, channel_merchant, good, bad) ORDER BY channel, channel_merchant
        ON CONFLICT DO NOTHING
        """;

    private const string WriteRows = """
        UPDATE request_budgets b
        SET good = m.good, bad = m.bad, filled_at = m.filled_at, old_payments = m.old_payments
        FROM unnest($1, $2, $3, $4, $5, $6) AS m (channel, channel_merchant, good, bad, filled_at, old_payments)
        WHERE b.channel = m.channel AND b.channel_merchant = m.channel_merchant
        """;

    /// <summary>Locks the budgets of these channel merchants until the end of the transaction.</summary>
    internal async Task<LockedBudgets> Lock(
        RefundCenterDb db, IEnumerable<(string Channel, string ChannelMerchant)> merchants, CancellationToken ct)
    {
        (string Channel, string ChannelMerchant)[] wanted = [.. merchants.Distinct()];
        var budgets = await Read(db, wanted, ct);
        if (budgets.Count == wanted.Length) return new(budgets);
        await Add(db, wanted, ct);                                // the first requests of some merchant ever
        return new(await Read(db, wanted, ct));
    }

    /// <summary>Writes what was spent.</summary>
    internal static async Task Save(RefundCenterDb db, LockedBudgets budgets, CancellationToken ct)
    {
        var spent = budgets.Spent;
        if (spent.Count == 0) return;
        await db.Execute(
            WriteRows, ct,
            spent.Select(b => b.Key.Channel).ToArray(), spent.Select(b => b.Key.ChannelMerchant).ToArray(),
            spent.Select(b => b.Value.Good).ToArray(), spent.Select(b => b.Value.Bad).ToArray(),
            spent.Select(b => b.Value.FilledAt.UtcDateTime).ToArray(), spent.Select(b => b.Value.Old).ToArray());
    }

    private async Task<Dictionary<(string, string), RequestBudget>> Read(
        RefundCenterDb db, (string Channel, string ChannelMerchant)[] wanted, CancellationToken ct)
    {
        var rows = await db.Query(
            LockRows, Row, ct, wanted.Select(m => m.Channel).ToArray(), wanted.Select(m => m.ChannelMerchant).ToArray());
        return rows.ToDictionary(row => row.Key, row => row.Budget);
    }

    private ((string Channel, string ChannelMerchant) Key, RequestBudget Budget) Row(DbDataReader row)
    {
        var key = (Channel: row.GetString(0), ChannelMerchant: row.GetString(1));
        var (book, stored) = (RulebookOf(key), (row.GetInt64(2), row.GetInt64(3), Time(4)));
        var old = book.OldPayments is { } rule ? (rule, row.GetInt64(6)) : ((OldPaymentsRule, long)?)null;
        return (key, new RequestBudget(book.Rates, stored, Time(5), old));

        DateTimeOffset Time(int column) => new(row.GetDateTime(column), TimeSpan.Zero);
    }

    private Task<int> Add(RefundCenterDb db, (string Channel, string ChannelMerchant)[] wanted, CancellationToken ct) =>
        db.Execute(
            AddRows, ct,
            wanted.Select(m => m.Channel).ToArray(), wanted.Select(m => m.ChannelMerchant).ToArray(),
            wanted.Select(m => RateBudget.Full(RulebookOf(m).Rates.GoodPerSecond).Tokens).ToArray(),
            wanted.Select(m => RateBudget.Full(RulebookOf(m).Rates.BadPerSecond).Tokens).ToArray());

    private Rulebook RulebookOf((string Channel, string ChannelMerchant) merchant) =>
        shelf.Find(merchant.Channel)!.For(merchant.ChannelMerchant);
}
