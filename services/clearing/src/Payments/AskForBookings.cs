using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Clearing.Payments;

/// <summary>
/// Asks accounting again for the bookings that it did not confirm: nobody else waits for those of a restored database.
/// </summary>
internal sealed class AskForBookings(Transactions<ClearingDb> transactions, ClearingOptions options, TimeProvider clock)
    : IDueWork
{
    private const int Most = 200;

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<bool> RunAsync(CancellationToken ct) => transactions.Run(
        async unit =>
        {
            var now = clock.GetUtcNow();
            var due = await unit.Db.Payments
                .FromSql($"""
                    SELECT *, xmin FROM payments WHERE ask_at <= {now}
                    ORDER BY ask_at LIMIT {Most} FOR UPDATE SKIP LOCKED
                    """)
                .ToListAsync(ct);
            foreach (var payment in due)
            {
                payment.AskedToBook(now, options.PauseAfter(payment.Asked));
                unit.Publish(payment.BookCapture());
            }
            return due.Count == Most;
        },
        ct);
}
