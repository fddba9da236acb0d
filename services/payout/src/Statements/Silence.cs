using Microsoft.EntityFrameworkCore;
using Payout.Transfers;
using Platform.Persistence;

namespace Payout.Statements;

/// <summary>
/// Whether every statement that could name a transfer was read before a question, and none does: those from its day to
/// the last possible one after its latest send, which may be days later. For one that may have been sent before a
/// restore these are the statements from the copy to the restore.
/// </summary>
public sealed class Silence(BankRules rules)
{
    public async Task<bool> About(PayoutDb db, Transfer transfer, DateTimeOffset asked, CancellationToken ct)
    {
        if (await Days(db, transfer, ct) is not var (first, last)) return false;
        var answer = await db.Query("""
            SELECT NOT EXISTS (SELECT FROM bank_lines WHERE no = $1)
               AND NOT EXISTS (
                   SELECT FROM generate_series($2::date, $3::date, interval '1 day') AS day
                   WHERE NOT EXISTS (
                       SELECT FROM statements
                       WHERE trusted AND read_at < $4 AND day::date BETWEEN from_day AND to_day))
            """, row => row.GetBoolean(0), ct, transfer.No, first, last, asked);
        return answer is [true];
    }

    private async Task<(DateOnly First, DateOnly Last)?> Days(PayoutDb db, Transfer transfer, CancellationToken ct)
    {
        if (transfer.InDoubtSince is not { } restored)
            return (transfer.ExecutionDate, transfer.SentAt) is ({ } first, { } sent)
                ? (first, rules.LastPossibleDay(Later(first, rules.DayOf(sent))))
                : null;
        var copied = await db.SendHolds.Where(x => x.OpenedAt <= restored).OrderByDescending(x => x.OpenedAt)
            .Select(x => x.CopiedAt).FirstAsync(ct);
        return (rules.DayOf(copied), rules.DayOf(restored));
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
