using Clearing.Deductions;
using Clearing.Payments;
using Clearing.Queue;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Clearing;

/// <summary>The service's database. Schema: <c>Migrations/0001_initial.sql</c>.</summary>
public sealed class ClearingDb(DbContextOptions<ClearingDb> options) : PlatformDbContext(options)
{
    public DbSet<ClearedPayment> Payments => Set<ClearedPayment>();
    public DbSet<DeductionState> Deductions => Set<DeductionState>();
    public DbSet<WaitingRefund> WaitingRefunds => Set<WaitingRefund>();
}
