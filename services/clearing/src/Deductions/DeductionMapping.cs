using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clearing.Deductions;

internal sealed class DeductionMapping : IEntityTypeConfiguration<DeductionState>
{
    public void Configure(EntityTypeBuilder<DeductionState> deduction)
    {
        deduction.ToTable("deductions");
        deduction.HasKey(x => x.CorrelationId);
        deduction.Property(x => x.CorrelationId).ValueGeneratedNever();
        deduction.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        deduction.ComplexProperty(x => x.Counted);
    }
}
