using Platform.Persistence;
using Reconciliation.Bills;

namespace Reconciliation.Breaks;

/// <summary>Breaks of whole files. Their number is the file's kind and day, which is no number of a refund.</summary>
internal static class FileBreaks
{
    public static Task Open(
        ReconciliationDb db, BreakKind kind, FetchClaim file, DateTimeOffset now, CancellationToken ct) =>
        db.Execute("""
            INSERT INTO breaks AS b (kind, channel, channel_merchant, no, channel_no, day, state, opened_at)
            VALUES ($1, $2, $3, $4, '', $5, 'open', $6)
            ON CONFLICT (channel, channel_merchant, no, channel_no, kind) DO UPDATE
            SET state = 'open', closed_at = NULL, opened_at = excluded.opened_at WHERE b.state <> 'open'
            """, ct,
            BreakMapping.WordOf(kind), file.Channel, file.ChannelMerchant, NumberOf(file.Kind, file.Day),
            file.Day, now);

    public static Task Close(ReconciliationDb db, Fetch file, DateTimeOffset now, CancellationToken ct) =>
        db.Execute("""
            UPDATE breaks SET state = 'closed', closed_at = $4
            WHERE channel = $1 AND channel_merchant = $2 AND no = $3 AND state = 'open'
            """, ct, file.Channel, file.ChannelMerchant, NumberOf(file.Kind, file.Day), now);

    private static string NumberOf(string kind, DateOnly day) => $"{kind} {day:yyyy-MM-dd}";
}
