using Gateway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Every version but the first goes through here: into the history, in one statement of the transaction that made it,
/// and to whoever wants webhooks.
/// </summary>
public sealed class ToldChanges(IWebhookQueue webhooks) : IBeforeSave
{
    private const string Insert = """
        INSERT INTO refund_changes
            (refund_id, version, merchant_id, attempt, state, outcome, destination, source, channel_time, at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private readonly List<RefundChange> changes = [];

    public void Tell(DbContext db, Refund refund)
    {
        Note(refund);
        webhooks.Add(db, refund);
    }

    /// <summary>Into the history alone: the merchant was told of this version before.</summary>
    public void Note(Refund refund) => Note(RefundChange.Of(refund));

    /// <inheritdoc cref="Note(Refund)" />
    public void Note(RefundChange change) => changes.Add(change);

    public async Task BeforeSaveAsync(DbContext db, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        await db.Execute(
            Insert, ct,
            changes.Select(c => c.RefundId).ToArray(),
            changes.Select(c => c.Version).ToArray(),
            changes.Select(c => c.MerchantId).ToArray(),
            changes.Select(c => c.Attempt).ToArray(),
            changes.Select(c => $"{c.State}").ToArray(),
            changes.Select(c => c.Outcome?.ToString()).ToArray(),
            changes.Select(c => c.Destination).ToArray(),
            changes.Select(c => c.Source).ToArray(),
            new NpgsqlParameter
            {
                Value = changes.Select(c => c.ChannelTime?.UtcDateTime).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            changes.Select(c => c.At.UtcDateTime).ToArray());
        changes.Clear();
    }
}
