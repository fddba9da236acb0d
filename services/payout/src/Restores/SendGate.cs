using Microsoft.EntityFrameworkCore;
using Payout.Transfers;
using Platform.Hosting;
using Platform.Persistence;

namespace Payout.Restores;

/// <summary>
/// Closed after a restore. The hold is a row, so that a restart without <c>--restored</c> does not open it.
/// </summary>
internal sealed class SendGate(
    Transactions<PayoutDb> transactions, RestoreRequest restore, Doubt doubt, TransferCalls calls,
    ILogger<SendGate> log)
    : IHostedService
{
    /// <summary>
    /// Before the first message is taken or sent: notes the restore of this start, and learns of the last one there
    /// was.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken) => Patiently.Do(Learn, log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Since when nothing may be sent; null when all may.</summary>
    public Task<DateTimeOffset?> ClosedSince(CancellationToken ct) => transactions.Run(
        unit => unit.Db.SendHolds.Where(x => x.ReleasedAt == null)
            .Select(x => (DateTimeOffset?)x.OpenedAt).SingleOrDefaultAsync(ct), ct);

    private async Task Learn(CancellationToken ct)
    {
        if (restore.Time is { } copied) await Note(copied, ct);
        doubt.Since(await LastHold(ct));
    }

    private Task<DateTimeOffset?> LastHold(CancellationToken ct) => transactions.Run(
        unit => unit.Db.SendHolds.MaxAsync(x => (DateTimeOffset?)x.OpenedAt, ct), ct);

    /// <summary>The same as <see cref="Transfer.MayHaveBeenSent"/>, for all that waits.</summary>
    private const string PutInDoubt = """
        UPDATE transfers SET phase = 'AtBank', in_doubt_since = $1, sends = sends + 1,
            unanswered_sends = unanswered_sends + 1, sent_at = $1, execution_date = coalesce(execution_date, $2),
            due_at = $1, version = version + 1, updated_at = $1
        WHERE phase IN ('ToSend', 'WantsPayee')
        """;

    private async Task Note(DateTimeOffset copied, CancellationToken ct)
    {
        var now = calls.Now;
        await transactions.Run(async unit =>
        {
            // A copy taken during an earlier hold carries it: this restore has forgotten more.
            await unit.Db.Execute(
                "UPDATE send_holds SET released_at = $1 WHERE released_at IS NULL AND copied_at <> $2", ct, now, copied);
            var opened = await unit.Db.Execute(
                "INSERT INTO send_holds (id, copied_at, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                ct, Guid.CreateVersion7(now), copied, now);
            // The same command again while its hold is open: what came since then is no older than that start.
            if (opened == 0) return;
            await unit.Db.Execute("UPDATE transfers SET due_at = $1 WHERE phase = 'AtBank'", ct, now);
            await unit.Db.Execute(PutInDoubt, ct, now, calls.Rules.DayOf(now));
        }, ct);
    }
}
