using System.Data.Common;
using Channels;
using Contracts.Rulebooks;
using Platform.Persistence;

namespace RefundCenter.Rulebooks;

/// <summary>Tells those that keep copies of every version, and again after growing pauses until they confirm it.</summary>
internal sealed class SayRulebooks(
    Transactions<RefundCenterDb> transactions, RefundCenterOptions options, TimeProvider clock) : IDueWork
{
    private const string Due = """
        WITH due AS (
            UPDATE rulebook_copies SET said = said + 1, due_at = $1 + least($2 * power(2, least(said, 20)), $3)
            WHERE (service, channel, version) IN (
                SELECT service, channel, version FROM rulebook_copies WHERE due_at <= $1 FOR UPDATE SKIP LOCKED)
            RETURNING channel, version)
        SELECT r.document FROM rulebooks r
        WHERE EXISTS (SELECT FROM due d WHERE d.channel = r.channel AND d.version = r.version)
        ORDER BY r.channel, r.version
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var due = await unit.Db.Query(
            Due, Text, ct, clock.GetUtcNow(), options.RepeatPause, options.RepeatPauseMax);
        foreach (var text in due)
            if (RulebookDocument.TryRead(text, out var document, out _))
                unit.Publish(new RulebookPublished(
                    document.Id, document.Channel, document.Version, document.Book.EffectiveFrom, text, document.Hash));
        return false;
    }, ct);

    private static string Text(DbDataReader row) => row.GetString(0);
}
