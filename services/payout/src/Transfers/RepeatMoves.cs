using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>Tells orders again of transfers whose change they have not noted: a purged queue loses nothing.</summary>
internal sealed class RepeatMoves(
    Transactions<PayoutDb> transactions, TransferTimes times, PayoutOptions options) : IDueWork
{
    public TimeSpan Interval => options.TellAgainAfter;

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(async unit =>
    {
        var unnoted = await unit.Db.Query(
            """
            SELECT payout_id, version FROM transfers WHERE noted_version < version AND updated_at < $1
            ORDER BY updated_at LIMIT $2
            """,
            row => new TransferMoved(row.GetGuid(0), row.GetInt32(1)),
            ct, times.Now - options.TellAgainAfter, options.RepeatPage);
        foreach (var moved in unnoted) unit.Publish(moved);
        return false;
    }, ct);
}
