using Channels;
using Payout.Transfers;
using Platform.Persistence;

namespace Payout.Statements;

/// <summary>
/// Takes over what the bank did: each movement once by its reference, whoever tells it first and however often, under
/// the lock of its transfer.
/// </summary>
public sealed class BankBook(BankRules rules, TimeProvider clock)
{
    /// <summary>The rows to lock before <see cref="Record"/>.</summary>
    public static IEnumerable<LockKey> KeysOf(IEnumerable<TransferReport> reports) =>
        reports.Select(report => report.No).Where(IsLikeOurs).Distinct()
            .Select(no => LockKey.Where<Transfer>(x => x.No, no));

    /// <summary>
    /// Inside a transaction that has locked <see cref="KeysOf"/>. What is new moves its transfer and is told.
    /// </summary>
    public async Task Record(
        Unit<PayoutDb> unit, IReadOnlyList<TransferReport> reports, string source, CancellationToken ct)
    {
        var transfers = unit.Db.Locked<Transfer>().ToDictionary(transfer => transfer.No);
        HashSet<Guid> moved = [];
        foreach (var report in reports.Where(x => x.Kind is not TransferReportKind.Rejected && IsLikeOurs(x.No)))
        {
            var transfer = transfers.GetValueOrDefault(report.No);
            if (transfer is not null && transfer.Amount.Currency != report.Amount.Currency) transfer = null;
            if (!await Insert(unit.Db, report, transfer?.PayoutId, source, ct) || transfer is null) continue;
            transfer.Move(report, clock.GetUtcNow(), rules);
            moved.Add(transfer.PayoutId);
        }
        foreach (var transfer in transfers.Values.Where(x => moved.Contains(x.PayoutId)))
        {
            using var span = TransferTrace.Start($"told by {source}", transfer);
            unit.Publish(new TransferMoved(transfer.PayoutId, transfer.Version));
        }
    }

    /// <summary>A booking that a report or query told with the bank's reference.</summary>
    public TransferReport BookingOf(Transfer transfer, ChannelAnswer.Done done) => new(
        transfer.No, TransferReportKind.Booked, done.Charged.Payer, done.No, null, rules.DayOf(clock.GetUtcNow()));

    /// <summary>
    /// False when the movement is known already. One that was told before its transfer was (ours had been lost with a
    /// restored database) is new to it.
    /// </summary>
    private async Task<bool> Insert(
        PayoutDb db, TransferReport report, Guid? payoutId, string source, CancellationToken ct) =>
        await db.Execute("""
            INSERT INTO bank_lines (bank_reference, no, payout_id, kind, amount_minor, amount_currency, reason_code,
                booked_on, source, seen_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (bank_reference) DO UPDATE SET payout_id = excluded.payout_id
            WHERE bank_lines.payout_id IS NULL AND excluded.payout_id IS NOT NULL AND bank_lines.no = excluded.no
                AND bank_lines.amount_currency = excluded.amount_currency
            """, ct, report.BankReference, report.No, payoutId, report.Kind.ToString(), report.Amount.Minor,
            report.Amount.Currency, report.ReasonCode, report.BookedOn, source, clock.GetUtcNow()) == 1;

    /// <summary>Other people's numbers on our account are not kept: they could be anything.</summary>
    private static bool IsLikeOurs(string no) =>
        no.Length == 20 && char.IsAsciiLetterUpper(no[0])
            && no.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
}
