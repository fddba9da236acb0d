using Channels;
using Contracts;
using Contracts.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Platform.Testing;
using Reconciliation.Bills;
using Reconciliation.Legs;
using Reconciliation.Matches;
using Reconciliation.Runs;

namespace Reconciliation.Tests.Matches;

/// <summary>One database for a class of tests; every test plays on a channel merchant of its own.</summary>
public sealed class MatchDatabase : IAsyncLifetime
{
    public TestDatabase<ReconciliationDb> Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync<ReconciliationDb>();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}

/// <summary>
/// Our rows and the channel's files in short words. A row of ours: <c>number state amount</c>. A line: <c>number
/// channelNumber amount</c>, with a status behind it in a trade file. Several are separated by semicolons.
/// </summary>
public sealed class MatchStage(TestDatabase<ReconciliationDb> database, string channel = "wechat")
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    private readonly string merchant = Guid.CreateVersion7().ToString("N");
    private readonly FakeClock clock = new();
    private readonly BillCalendars calendars = Rulebooks.Calendars(lastPossibleDays: 3);

    public MatchStage Ours(string rows, int day = 0, int version = 1) => Do(db =>
    {
        foreach (var row in Split(rows))
        {
            var message = Changed(row, Monday.AddDays(day), version);
            var leg = db.Legs.SingleOrDefault(x => x.Id == Leg.IdOf(message.RefundId, 1))
                ?? db.Legs.Add(Leg.Of(message)).Entity;
            leg.Take(message, calendars.Of(channel), Noon(Monday.AddDays(day)));
        }
    });

    /// <summary>Both files of a day, each a version that counts from now on.</summary>
    public MatchStage Files(int day, string trade = "", string fundFlow = "") =>
        File(day, "trade", trade).File(day, "fund-flow", fundFlow);

    public MatchStage File(int day, string kind, string lines) => Do(db =>
    {
        var date = Monday.AddDays(day);
        var fetch = Fetch(db, date, kind);
        var others = db.Files.Where(x => x.ChannelMerchant == merchant && x.Day == date && x.Kind == kind).ToList();
        foreach (var other in others.Where(x => x.SupersededAt is null)) other.Superseded(clock.GetUtcNow());
        db.SaveChanges();

        var file = Loaded(date, kind, others.Count + 1);
        fetch.Arrived(file.Id, isNew: true);
        db.Files.Add(file);
        db.SaveChanges();
        db.Lines.AddRange(Split(lines).Select((line, i) => Line(file, i + 1, line)));
    });

    /// <summary>A file without lines for each of so many days.</summary>
    public MatchStage EmptyFiles(string kind, int days) => Do(db =>
    {
        for (var day = 0; day < days; day++)
        {
            var file = Loaded(Monday.AddDays(day), kind, version: 1);
            Fetch(db, file.Day, kind).Arrived(file.Id, isNew: true);
            db.Files.Add(file);
        }
    });

    /// <summary>A file that is wanted and not there.</summary>
    public MatchStage Missing(int day, string kind) => Do(db => Fetch(db, Monday.AddDays(day), kind));

    public async Task<MatchCounts> Match(int day = 0)
    {
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var counts = await Matcher().MatchDay(db,
            new Matching
            {
                RunId = Guid.Empty, Channel = channel, ChannelMerchant = merchant, Day = Monday.AddDays(day),
            }, default);
        await transaction.CommitAsync();
        return counts;
    }

    /// <summary>What the worker does after rows of ours changed.</summary>
    public async Task Look()
    {
        await using var reading = database.Open();
        await using var read = await reading.Database.BeginTransactionAsync();
        foreach (var merchant in await Reconciliation.Matches.Matcher.Changed(reading, default))
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Matcher().MatchChanged(db, merchant, default);
            await transaction.CommitAsync();
        }
    }

    public MatchStage Later(TimeSpan by)
    {
        clock.Advance(by);
        return this;
    }

    /// <summary>The silence of this number has the name that the release before gives it: without its day.</summary>
    public Task NamedByTheReleaseBefore(string no) => database.Execute($"""
        UPDATE bill_facts SET fact_id = '{NameId.Of($"fact|Silent|wechat|{merchant}|{no}")}'
        WHERE channel_merchant = '{merchant}' AND no = '{no}' AND kind = 'Silent'
        """);

    /// <summary>It has looked at all rows and told nothing, and nothing waits any more.</summary>
    public Task DoneWithByTheReleaseBefore() => database.Execute($"""
        UPDATE legs SET dirty = false WHERE channel_merchant = '{merchant}';
        UPDATE day_cut_pool SET ended_at = now(), ended_as = 'Unmatched'
        WHERE channel_merchant = '{merchant}' AND ended_as IS NULL
        """);

    /// <summary>As <c>Kind number channelNumber amount day</c>, in order.</summary>
    public async Task<string> Facts()
    {
        await using var db = database.Open();
        var facts = await db.Facts.Where(x => x.ChannelMerchant == merchant).ToListAsync();
        return Join(facts.Select(x =>
            $"{x.Kind} {x.No} {x.ChannelNo ?? "-"} {x.Amount.Minor} {x.BillDate.DayNumber - Monday.DayNumber}"));
    }

    /// <summary>Open ones, as <c>kind number channelNumber</c>, in order.</summary>
    public async Task<string> Breaks()
    {
        await using var db = database.Open();
        var breaks = await db.Breaks.Where(x => x.ChannelMerchant == merchant && x.ClosedAt == null).ToListAsync();
        return Join(
            breaks.Select(x => $"{Reconciliation.Breaks.BreakMapping.WordOf(x.Kind)} {x.No} {x.ChannelNo}".TrimEnd()));
    }

    /// <summary>What waits, as <c>side number untilDay</c>, in order.</summary>
    public async Task<string> Pool()
    {
        await using var db = database.Open();
        var items = await db.Pool.Where(x => x.ChannelMerchant == merchant && x.EndedAs == null).ToListAsync();
        return Join(items.Select(x => $"{x.Side} {x.No} {x.UntilDay.DayNumber - Monday.DayNumber}"));
    }

    /// <summary>Every row that matching writes, to compare runs with.</summary>
    public async Task<string> Everything()
    {
        await using var db = database.Open();
        return JsonSerializer.Serialize(new
        {
            facts = await db.Facts.Where(x => x.ChannelMerchant == merchant).OrderBy(x => x.FactId).ToListAsync(),
            breaks = await db.Breaks.Where(x => x.ChannelMerchant == merchant).OrderBy(x => x.Id).ToListAsync(),
            pool = await db.Pool.Where(x => x.ChannelMerchant == merchant)
                .OrderBy(x => x.No).ThenBy(x => x.ChannelNo).ToListAsync(),
        });
    }

    private Matcher Matcher() => new(calendars, clock);

    private MatchStage Do(Action<ReconciliationDb> change)
    {
        using var db = database.Open();
        change(db);
        db.SaveChanges();
        return this;
    }

    private BillFile Loaded(DateOnly day, string kind, int version)
    {
        var file = new BillFile
        {
            Id = Guid.CreateVersion7(), Channel = channel, ChannelMerchant = merchant, Day = day, Kind = kind,
            Hash = $"{kind} {day:MM-dd} v{version}", BegunAt = clock.GetUtcNow(),
        };
        file.Loaded(version, lines: 0, clock.GetUtcNow());
        return file;
    }

    private Fetch Fetch(ReconciliationDb db, DateOnly day, string kind)
    {
        var run = RunState.IdOf(channel, merchant, day);
        return db.Fetches.SingleOrDefault(x => x.Id == Reconciliation.Bills.Fetch.IdOf(run, kind))
            ?? db.Fetches.Add(Reconciliation.Bills.Fetch.Of(run, channel, merchant, day, kind)).Entity;
    }

    private LegChanged Changed(string row, DateOnly day, int version)
    {
        var words = row.Split(' ');
        return new(NameId.Of(merchant + words[0]), 1, version, channel, merchant, words[0], null, "payment",
            new Money(long.Parse(words[2]), "CNY"), words[1], Noon(day));
    }

    private static StoredLine Line(BillFile file, int lineNo, string text)
    {
        var words = text.Split(' ');
        return new()
        {
            FileId = file.Id, LineNo = lineNo, Kind = BillLineKind.Refund, No = words[0], ChannelNo = words[1],
            Amount = new Money(long.Parse(words[2]), words.ElementAtOrDefault(5) ?? "CNY"), Fee = new Money(0, "CNY"),
            ChannelPaymentNo = words.ElementAtOrDefault(4) ?? "payment", Status = words.ElementAtOrDefault(3) ?? "",
            MovedMoney = file.Kind == "fund-flow", At = Noon(file.Day),
        };
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(4, 0), TimeSpan.Zero);

    private static string[] Split(string text) => text.Split("; ", StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<string> items) => string.Join("; ", items.Order(StringComparer.Ordinal));
}
