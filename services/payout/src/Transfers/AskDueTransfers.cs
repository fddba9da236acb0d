using System.Diagnostics;
using Channels;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>
/// Asks the bank about transfers that are with it, by the rulebook's plan (S144); among them those that may have been
/// sent before a restore.
/// </summary>
internal sealed class AskDueTransfers(
    Transactions<PayoutDb> transactions, TransferCalls calls, PayoutOptions options) : IDueWork
{
    public TimeSpan Interval => options.LookEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var due = await transactions.Run(unit => Claim(unit, ct), ct);
        await Task.WhenAll(due.Select(AskOne));
        return due.Count == options.Batch;
    }

    /// <summary>
    /// Each takes its next date first, so that no two replicas ask and a lost question is asked again.
    /// </summary>
    private async Task<List<(Transfer Transfer, TransferOrder Order)>> Claim(
        Unit<PayoutDb> unit, CancellationToken ct)
    {
        var now = calls.Now;
        var due = await unit.Db.Transfers.FromSql(
            $"""
            SELECT * FROM transfers WHERE phase = 'AtBank' AND due_at <= {now}
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
