using Channels;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Payout.Statements;

/// <summary>Reads the bank's notifications on: bookings, and transfers that came back (S162).</summary>
internal sealed class ReadReports(
    Transactions<PayoutDb> transactions, IPayoutRoute route, BankBook book, PayoutOptions options, StatementClock times)
    : IDueWork
{
    public TimeSpan Interval => options.ReportsEvery;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var asked = times.Now;
        var after = await transactions.Run(
            unit => unit.Db.ReportCursors.Where(x => x.Route == route.Name)
                .Select(x => x.Position).SingleOrDefaultAsync(ct), ct);
        var page = await route.Reports(after, ct);
        if (page.Trouble is { } trouble) times.Troubled("notifications", trouble);
        if (page.Items.Count == 0 && page.Trouble is not null) return false;

        return await transactions.Run(async unit =>
        {
            await unit.Db.Execute("""
                INSERT INTO report_cursors (route, read_to_end_at) VALUES ($1, '-infinity') ON CONFLICT DO NOTHING
                """, ct, route.Name);
            await unit.Lock(ct, [LockKey.Of<ReportCursor>(route.Name), .. BankBook.KeysOf(page.Items)]);
            var cursor = unit.Db.FindLocked<ReportCursor>(route.Name)!;
            if (cursor.Position != after) return true;                // another replica was faster: read on from there
            await book.Record(unit, page.Items, "notification", ct);
            cursor.Position = page.Next;
            if (page.Next == after) cursor.ReadToEndAt = asked;
            return page.Next != after;
        }, ct);
    }
}
