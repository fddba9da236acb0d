using Platform.Persistence;

namespace RefundCenter.Executions;

/// <summary>Has executions say again what nobody has confirmed or answered; after growing pauses.</summary>
internal sealed class RepeatUnconfirmed(
    Transactions<RefundCenterDb> transactions, RefundCenterOptions options, TimeProvider clock) : IDueWork
{
    private const int Page = 200;

    private const string Due = """
        UPDATE executions SET repeats = repeats + 1, repeat_at = $1 + least($2 * power(2, least(repeats, 20)), $3)
        WHERE correlation_id IN (
            SELECT correlation_id FROM executions WHERE repeat_at <= $1
            ORDER BY repeat_at LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING correlation_id
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var due = await unit.Db.Query(
            Due, r => r.GetGuid(0), ct, clock.GetUtcNow(), options.RepeatPause, options.RepeatPauseMax, Page);
        foreach (var id in due) unit.Publish(new RepeatLast(id));
        return due.Count == Page;
    }, ct);
}
