using Channels;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Payout.Statements;

/// <summary>
/// Reads the bank's statement of every day since the first transfer, and days that could not be trusted again. A
/// statement books what notifications lost, and its silence, together with a question after it, is the only proof that
/// a transfer never happened.
/// </summary>
internal sealed class ReadStatements(
    Transactions<PayoutDb> transactions, IPayoutRoute route, BankBook book, PayoutOptions options, StatementClock times)
    : IDueWork
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);
    private const int AgainForDays = 10;

    public TimeSpan Interval => options.StatementsEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var more = false;
        foreach (var day in await DueDays(ct)) more |= await ReadDay(day, ct);
        return more;
    }

    private async Task<IReadOnlyList<DateOnly>> DueDays(CancellationToken ct)
    {
        var (next, again) = await transactions.Run(
            async unit => (await Next(unit.Db, ct), await Untrusted(unit.Db, ct)), ct);
        return next is { } day && times.IsReady(day) ? [.. again, day] : again;
    }

    /// <summary>
    /// The day after the last one read, at first the day of the first transfer or, restored, the day of the copy.
    /// </summary>
    private async Task<DateOnly?> Next(PayoutDb db, CancellationToken ct)
    {
        if (await db.Statements.MaxAsync(x => (DateOnly?)x.ToDay, ct) is { } last) return last.AddDays(1);
        var first = await db.Transfers.MinAsync(x => x.ExecutionDate, ct);
        var copied = await db.SendHolds.MinAsync(x => (DateTimeOffset?)x.CopiedAt, ct);
        return copied is { } time && (first is null || times.DayOf(time) < first) ? times.DayOf(time) : first;
    }

    private async Task<List<DateOnly>> Untrusted(PayoutDb db, CancellationToken ct)
    {
        var (before, since) = (
            times.Now - AgainAfter, DateOnly.FromDateTime(times.Now.UtcDateTime).AddDays(-AgainForDays));
        return await db.Statements.Where(x => !x.Trusted && x.ReadAt < before && x.ToDay >= since)
            .OrderBy(x => x.ToDay).Select(x => x.ToDay).ToListAsync(ct);
    }

    /// <summary>True when a new day was read: the next one may be there too.</summary>
    private async Task<bool> ReadDay(DateOnly day, CancellationToken ct)
    {
        var answer = await route.Statement(day, ct);
        if (answer is StatementAnswer.Broken broken) times.Troubled($"statement of {day:yyyy-MM-dd}", broken.Reason);
        if (answer is not StatementAnswer.Statement statement) return false;

        var isNew = await transactions.Run(unit => Take(unit, statement, ct), ct);
        await transactions.Run(unit => WakeQuestions(unit.Db, statement.To, ct), ct);
        return isNew;
    }

    private async Task<bool> Take(Unit<PayoutDb> unit, StatementAnswer.Statement read, CancellationToken ct)
    {
        await unit.Lock(ct, [LockKey.Of<BankStatement>(read.To), .. BankBook.KeysOf(read.Items)]);
        var known = unit.Db.FindLocked<BankStatement>(read.To);
        // another replica was faster, or the bank repeats itself
        if (known is { Trusted: true }) return false;

        var row = known ?? new BankStatement { ToDay = read.To };
        (row.FromDay, row.SequenceNo, row.Hash, row.ReadAt) = (read.From, read.SequenceNo, read.Hash, times.Now);
        (row.OpeningMinor, row.ClosingMinor, row.NamesEveryDebit) =
            (read.Opening.Minor, read.Closing.Minor, read.NamesEveryDebit);
        var before = await unit.Db.Statements.AsNoTracking().Where(x => x.ToDay < read.To)
            .OrderByDescending(x => x.ToDay).FirstOrDefaultAsync(ct);
        row.Trusted = row.NamesEveryDebit && row.Follows(before);
        if (!row.Trusted)
            times.Troubled($"statement of {read.To:yyyy-MM-dd}", "it does not follow the one before, or hides a debit");

        if (known is null) unit.Db.Add(row);
        await book.Record(unit, read.Items, "statement", ct);         // facts, whether the rest can be trusted or not
        return known is null;
    }

    /// <summary>
    /// A silent statement proves something only together with a question after it. Rows that somebody works on are
    /// passed over: their own plan asks again.
    /// </summary>
    private async Task WakeQuestions(PayoutDb db, DateOnly to, CancellationToken ct) =>
        await db.Execute("""
            UPDATE transfers SET due_at = $1 WHERE payout_id IN (
                SELECT payout_id FROM transfers WHERE phase = 'AtBank' AND execution_date <= $2 FOR UPDATE SKIP LOCKED)
            """, ct, times.Now, to);
}
