using Platform.Persistence;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// A batch whose refunds all ended otherwise, by the bank's daily file or by two people, waits for no result any more.
/// </summary>
internal sealed class SettledBatches(Transactions<RefundCenterDb> transactions, TimeProvider clock) : IDueWork
{
    private const string Close = $"""
        UPDATE batches SET state = '{nameof(BatchState.Answered)}', answered_at = $1, answer_due_at = NULL
        WHERE state = '{nameof(BatchState.HandedOver)}' AND NOT EXISTS (
            SELECT FROM batch_lines JOIN legs ON legs.id = batch_lines.leg_id
            WHERE batch_lines.batch_id = batches.id AND legs.died_at IS NULL
                AND legs.status <> '{nameof(LegStatus.Succeeded)}')
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        await unit.Db.Execute(Close, ct, clock.GetUtcNow());
        return false;
    }, ct);
}
