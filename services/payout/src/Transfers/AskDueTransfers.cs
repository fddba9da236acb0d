using System.Diagnostics;
using Channels;
using Microsoft.EntityFrameworkCore;
using Payout.Restores;
using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>
/// Asks the bank about transfers that are with it, by the rulebook's plan (S144); after a restore also about those that
/// were to be sent, because they may have been.
/// </summary>
internal sealed class AskDueTransfers(
    Transactions<PayoutDb> transactions, TransferCalls calls, SendGate gate, PayoutOptions options) : IDueWork
{
    public TimeSpan Interval => options.LookEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var closedSince = await gate.ClosedSince(ct);
        var due = await transactions.Run(unit => Claim(unit, closedSince, ct), ct);
        await Task.WhenAll(due.Select(AskOne));
        return due.Count == options.Batch;
    }

    /// <summary>
    /// Each takes its next date first, so that no two replicas ask and a lost question is asked again.
    /// </summary>
    private async Task<List<(Transfer Transfer, TransferOrder Order)>> Claim(
        Unit<PayoutDb> unit, DateTimeOffset? closedSince, CancellationToken ct)
    {
        var now = calls.Now;
        var due = await unit.Db.Transfers.FromSql(
            $"""
            SELECT * FROM transfers
            WHERE due_at <= {now}
              AND (phase = 'AtBank' OR (phase = 'ToSend' AND coalesce(asked_at, '-infinity') < {closedSince}))
            ORDER BY due_at LIMIT {options.Batch} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        return due.ConvertAll(transfer =>
        {
            transfer.AskNext(now, calls.Rules);
            return (transfer, transfer.ToQuestion(calls.Rules.DayOf(now)));
        });
    }

    private async Task AskOne((Transfer Transfer, TransferOrder Order) due)
    {
        using var span = TransferTrace.Start("ask", due.Transfer, ActivityKind.Client);
        var asked = calls.Now;
        var answer = await calls.Route.Ask(due.Order, CancellationToken.None);
        span?.SetTag("refund.answer", answer.GetType().Name);
        await calls.RecordQuestion(due.Transfer.PayoutId, answer, asked);
    }
}
