using System.Diagnostics;
using System.Globalization;
using Accounting.Accounts;
using Stand.Infrastructure;

namespace Benchmarks.Ledger;

/// <summary>
/// <c>bench ledger [ROWS]</c>: journals in batches of 64 through the service's own locks and flush, over 10,000
/// accounts and over one hot account, against one insert and one update per batch on the same tables; both by turns, on
/// one connection, fsync on.
/// </summary>
internal static class LedgerBench
{
    private const int BatchSize = 64;
    private const int PostingsPerJournal = 2;
    private const int Rounds = 6;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    /// <param name="figures">Where the results go.</param>
    /// <param name="arguments">
    /// Postings to preload; 10 million when not said. Fewer measure nothing, and are for working on the bench.
    /// </param>
    /// <param name="ct">Stops it.</param>
    public static async Task Run(Figures figures, string[] arguments, CancellationToken ct)
    {
        var rows = arguments.Length > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000_000;
        var run = await RunDirectory.Create(RunDirectory.NewId("bench"));
        await using var servers = await Servers.FindOrStart(run, mayUseConfigured: false, ct);
        await servers.Database.CreateDatabase("ledger");
        var watch = Stopwatch.StartNew();
        await using var ledger = await PreloadedLedger.Create(
            servers.Database.ConnectionString("ledger", "bench"), rows, ct);
        figures.Note($"{rows} postings preloaded in {(long)watch.Elapsed.TotalSeconds} s");

        foreach (var what in new[] { LedgerCase.Spread, LedgerCase.Hot }) await Measure(figures, ledger, what, ct);
        await Ending.Clear(run.State);
    }

    private static async Task Measure(Figures figures, PreloadedLedger ledger, LedgerCase what, CancellationToken ct)
    {
        var (ours, floor) = (new LedgerWriter(ledger, what), await FloorWriter.Create(ledger, what, ct));
        var lot = new Random(1);
        var (booked, least) = (new Rate(), new Rate());
        await new Rate().Run(() => ours.Write(Draw(ledger, lot), ct), Turn);
        await new Rate().Run(() => floor.Write(Draw(ledger, lot), ct), Turn);
        for (var round = 0; round < Rounds; round++)
        {
            await booked.Run(() => ours.Write(Draw(ledger, lot), ct), Turn);
            await least.Run(() => floor.Write(Draw(ledger, lot), ct), Turn);
        }
        figures.Note($"{what.Name}: {booked.PostingsPerSecond} postings/s, floor {least.PostingsPerSecond}");
        figures.Add($"ledger.{what.Name}_per_second", booked.PostingsPerSecond, "postings/s");
        figures.Add($"ledger.{what.Name}_floor_per_second", least.PostingsPerSecond, "postings/s");
        figures.AddRatio($"ledger.{what.Name}_ratio", booked.PostingsPerSecond, least.PostingsPerSecond);
    }

    private static Parties[] Draw(PreloadedLedger ledger, Random lot) => lot.GetItems(ledger.Parties, BatchSize);

    private sealed class Rate
    {
        private long batches;
        private TimeSpan spent;

        public long PostingsPerSecond =>
            batches * BatchSize * PostingsPerJournal * TimeSpan.TicksPerSecond / Math.Max(1, spent.Ticks);

        public async Task Run(Func<Task> batch, TimeSpan turn)
        {
            var watch = Stopwatch.StartNew();
            for (; watch.Elapsed < turn; batches++) await batch();
            spent += watch.Elapsed;
        }
    }
}
