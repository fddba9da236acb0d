using Platform.Persistence;
using Reconciliation.Bills;

namespace Reconciliation.Runs;

/// <summary>
/// Opens a run for every day of every channel merchant whose files can be there, and tells unfinished runs again. It
/// looks at what is missing and not at what time it is, so an outage of a week, a clock that jumps, or a restored
/// copy needs nothing special.
/// </summary>
public sealed class OpenRuns(
    Transactions<ReconciliationDb> transactions, BillSources sources, BillCalendars calendars,
    ReconciliationOptions options, TimeProvider clock) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        foreach (var channel in sources.Channels)
            await transactions.Run(unit => Open(unit, channel, ct), ct);
        return false;
    }

    private async Task<bool> Open(Unit<ReconciliationDb> unit, string channel, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var calendar = calendars.Of(channel);
        var last = calendar.LastReadyDay(now);
        await AddConfigured(unit.Db, channel, calendar.Bills, last, ct);

        var missing = await unit.Db.Query(MissingDays,
            r => (Merchant: r.GetString(0), Day: r.GetFieldValue<DateOnly>(1)), ct,
            channel, last.AddDays(-options.LookBackDays), last, now - options.RunPause);
        foreach (var (merchant, day) in missing)
            unit.Publish(
                new OpenRun(RunState.IdOf(channel, merchant, day), channel, merchant, day, sources[channel].Kinds));
        return true;
    }

    private static async Task AddConfigured(
        ReconciliationDb db, string channel, ChannelBills bills, DateOnly firstDay, CancellationToken ct)
    {
        foreach (var merchant in bills.ChannelMerchants)
            await db.Execute(
                """
                INSERT INTO channel_merchants (id, channel, no, first_day) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING
                """, ct, ChannelMerchant.IdOf(channel, merchant), channel, merchant, firstDay);
    }

    private const string MissingDays = """
        SELECT m.no, d.day::date
        FROM channel_merchants m
        CROSS JOIN LATERAL generate_series(GREATEST(m.first_day, $2), $3, interval '1 day') AS d(day)
        LEFT JOIN runs r ON r.channel = m.channel AND r.channel_merchant = m.no AND r.day = d.day::date
        WHERE m.channel = $1
          AND (r.correlation_id IS NULL OR (r.current_state <> 'Done' AND r.updated_at <= $4))
        ORDER BY d.day, m.no
        LIMIT 500
        """;
}
