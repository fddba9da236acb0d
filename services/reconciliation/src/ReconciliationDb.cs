using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using Reconciliation.Bills;
using Reconciliation.Breaks;
using Reconciliation.Facts;
using Reconciliation.Legs;
using Reconciliation.Matches;
using Reconciliation.Runs;

namespace Reconciliation;

/// <summary>The service's database. Schema: <c>Migrations/0001_initial.sql</c>.</summary>
public sealed class ReconciliationDb(DbContextOptions<ReconciliationDb> options) : PlatformDbContext(options)
{
    public DbSet<Leg> Legs => Set<Leg>();
    public DbSet<ChannelMerchant> ChannelMerchants => Set<ChannelMerchant>();
    public DbSet<RunState> Runs => Set<RunState>();
    public DbSet<Fetch> Fetches => Set<Fetch>();
    public DbSet<BillFile> Files => Set<BillFile>();
    public DbSet<StoredLine> Lines => Set<StoredLine>();
    public DbSet<Matching> Matchings => Set<Matching>();
    public DbSet<WaitingItem> Pool => Set<WaitingItem>();
    public DbSet<Break> Breaks => Set<Break>();
    public DbSet<Fact> Facts => Set<Fact>();
}
