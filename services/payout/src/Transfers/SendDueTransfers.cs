using System.Diagnostics;
using Channels;
using Microsoft.EntityFrameworkCore;
using Payout.Payees;
using Payout.Restores;
using Platform.Hosting;
using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>
/// Sends what is due. The claim and the record are two short transactions; nothing is locked while the bank thinks, and
/// the payee's data exists only between the vault and the line.
/// </summary>
internal sealed class SendDueTransfers(
    Transactions<PayoutDb> transactions, TransferCalls calls, SendGate gate, Vault vault, PayoutOptions options)
    : IDueWork
{
    private const string Worker = "payout-worker";

    public TimeSpan Interval => options.LookEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (await gate.ClosedSince(ct) is not null) return false;
        var claims = await transactions.Run(unit => Claim(unit, ct), ct);
        // From here on nobody gives up: a call under way is cheaper waited for than looked up.
        await Task.WhenAll(claims.Select(SendOne));
        return claims.Count == options.Batch;
    }

    private async Task<List<ClaimedSend>> Claim(Unit<PayoutDb> unit, CancellationToken ct)
    {
        var now = calls.Now;
        var due = await unit.Db.Transfers.FromSql(
            $"""
            SELECT * FROM transfers WHERE phase = 'ToSend' AND due_at <= {now}
            ORDER BY due_at LIMIT {options.Batch} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        return due.ConvertAll(transfer =>
        {
            var sendNo = transfer.Claim(now, calls.Rules);
            var order = transfer.ToOrder();
            var send = Send.Of(transfer, sendNo, calls.Route.Compose(order), now, calls.LeaseEnd());
            unit.Db.Add(send);
            using var span = TransferTrace.Start("claimed", transfer);
            unit.Publish(new TransferMoved(transfer.PayoutId, transfer.Version));
            return new ClaimedSend(transfer, order, send);
        });
    }

    private async Task SendOne(ClaimedSend claim)
    {
        using var span = TransferTrace.Start("send", claim.Transfer, ActivityKind.Client);
        var payee = await vault.Read(
            claim.Transfer.PaymentId, Worker, $"send {claim.Order.No}", CancellationToken.None);
        if (payee is null)
        {
            await calls.RecordMissingPayee(claim.Send);
            return;
        }
        CrashPoints.Reach("channel-call.before");
        var answer = await calls.Route.Send(claim.Order, claim.Send.ToRequest(), payee, CancellationToken.None);
        CrashPoints.Reach("channel-call.after");
        span?.SetTag("refund.answer", answer.GetType().Name);
        await calls.Record(claim.Send, answer);
    }

    private sealed record ClaimedSend(Transfer Transfer, TransferOrder Order, Send Send);
}
