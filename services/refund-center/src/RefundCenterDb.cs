using Microsoft.EntityFrameworkCore;
using Platform.Persistence;
using RefundCenter.Calls;
using RefundCenter.Cases;
using RefundCenter.Executions;
using RefundCenter.Legs;
using RefundCenter.Notices;

namespace RefundCenter;

/// <summary>The service's database. Schema: <c>Migrations/0001_initial.sql</c>.</summary>
public sealed class RefundCenterDb(DbContextOptions<RefundCenterDb> options) : PlatformDbContext(options)
{
    public DbSet<ExecutionState> Executions => Set<ExecutionState>();
    public DbSet<Leg> Legs => Set<Leg>();
    public DbSet<Send> Sends => Set<Send>();
    public DbSet<DeathCertificate> Certificates => Set<DeathCertificate>();
    public DbSet<SeenBillFact> SeenBillFacts => Set<SeenBillFact>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<ChannelBreaker> ChannelBreakers => Set<ChannelBreaker>();
}
