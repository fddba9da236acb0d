using Microsoft.EntityFrameworkCore;
using Payout.Payees;
using Payout.Payouts;
using Payout.Restores;
using Payout.Statements;
using Payout.Transfers;
using Platform.Persistence;

namespace Payout;

/// <summary>The service's database. Schema: <c>Migrations/0001_initial.sql</c>.</summary>
public sealed class PayoutDb(DbContextOptions<PayoutDb> options) : PlatformDbContext(options)
{
    public DbSet<PayoutState> Payouts => Set<PayoutState>();
    public DbSet<Transfer> Transfers => Set<Transfer>();
    public DbSet<Send> Sends => Set<Send>();
    public DbSet<Ask> Asks => Set<Ask>();
    public DbSet<BankLine> BankLines => Set<BankLine>();
    public DbSet<BankStatement> Statements => Set<BankStatement>();
    public DbSet<ReportCursor> ReportCursors => Set<ReportCursor>();
    public DbSet<PayeeRecord> Payees => Set<PayeeRecord>();
    public DbSet<VaultKey> VaultKeys => Set<VaultKey>();
    public DbSet<VaultTouch> VaultAudit => Set<VaultTouch>();
    public DbSet<SendHold> SendHolds => Set<SendHold>();
}
