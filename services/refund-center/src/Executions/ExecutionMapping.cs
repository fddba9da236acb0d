using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RefundCenter.Stored;

namespace RefundCenter.Executions;

internal sealed class ExecutionMapping : IEntityTypeConfiguration<ExecutionState>
{
    public void Configure(EntityTypeBuilder<ExecutionState> execution)
    {
        execution.ToTable("executions");
        execution.HasKey(x => x.CorrelationId);
        execution.Property(x => x.CorrelationId).ValueGeneratedNever();
        execution.Property(x => x.Order).StoredAsJson();
        execution.Property(x => x.Forgotten).StoredAsJson();
        execution.Property(x => x.Facts).StoredAsJson();
        execution.Property(x => x.LastExecuted).StoredAsJson();
        execution.Property(x => x.LastReconciled).StoredAsJson();
        execution.HasMany(x => x.NewLegs).WithOne().HasForeignKey(x => x.RefundId);
        execution.HasMany(x => x.NewCases).WithOne().HasForeignKey(x => x.RefundId);
        execution.Ignore(x => x.HeardFrom);
        execution.Ignore(x => x.AwaitsPayout);
        execution.Ignore(x => x.IsUnconfirmed);
        execution.Ignore(x => x.MissingPayouts);
    }
}
