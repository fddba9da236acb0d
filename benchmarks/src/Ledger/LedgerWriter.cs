using Accounting;
using Accounting.Accounts;
using Accounting.Journals;
using Microsoft.EntityFrameworkCore;
using Platform.Time;

namespace Benchmarks.Ledger;

/// <summary>
/// The service's own way: lock and load the accounts, book in memory under their floors, flush, commit.
/// </summary>
internal sealed class LedgerWriter(PreloadedLedger preloaded, LedgerCase what)
{
    private readonly DbContextOptions<AccountingDb> options =
        new DbContextOptionsBuilder<AccountingDb>().UseNpgsql(preloaded.Source).Options;

    private readonly KnownAccounts known = new();

    public async Task Write(IReadOnlyList<Parties> journals, CancellationToken ct)
    {
        await using var db = new AccountingDb(options);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ledger = new Accounting.Journals.Ledger();
        var sources = journals.Select(_ => Ids.New(TimeProvider.System)).ToArray();
        var keys = journals.SelectMany(what.KeysOf).Distinct().ToList();
        await new AccountLocks(ledger, known).OpenAsync(db, keys, what.Checked ? sources : [], ct);
        for (var i = 0; i < sources.Length; i++)
            ledger.Post(what.Template, new JournalSource(sources[i], 0), journals[i], what.Amounts);
        await new LedgerFlush(ledger, TimeProvider.System).BeforeSaveAsync(db, ct);
        await transaction.CommitAsync(ct);
    }
}
