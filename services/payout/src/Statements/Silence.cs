using Payout.Transfers;
using Platform.Persistence;

namespace Payout.Statements;

/// <summary>Whether every statement that could name a transfer was read before a question, and none does.</summary>
public sealed class Silence(BankRules rules)
{
    public async Task<bool> About(PayoutDb db, Transfer transfer, DateTimeOffset asked, CancellationToken ct)
    {
        if (transfer.ExecutionDate is not { } first) return false;
        var answer = await db.Query("""
            SELECT NOT EXISTS (SELECT FROM bank_lines WHERE no = $1)
               AND NOT EXISTS (
                   SELECT FROM generate_series($2::date, $3::date, interval '1 day') AS day
                   WHERE NOT EXISTS (
                       SELECT FROM statements
                       WHERE trusted AND read_at < $4 AND day::date BETWEEN from_day AND to_day))
            """, row => row.GetBoolean(0), ct, transfer.No, first, rules.LastPossibleDay(first), asked);
        return answer is [true];
    }
}
