using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Accounting;

/// <summary>
/// The rows that handlers change one by one. Journals, postings and shortages are written by <see
/// cref="Journals.LedgerFlush"/> alone.
/// </summary>
public sealed class AccountingDb(DbContextOptions<AccountingDb> options) : PlatformDbContext(options);
