using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reconciliation.Facts;

internal sealed class FactsMapping : IEntityTypeConfiguration<Fact>, IEntityTypeConfiguration<FactRepeat>
{
    public void Configure(EntityTypeBuilder<Fact> fact)
    {
        fact.ToTable("bill_facts");
        fact.HasKey(x => x.FactId);
        fact.Property(x => x.FactId).ValueGeneratedNever();
        fact.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }

    public void Configure(EntityTypeBuilder<FactRepeat> repeat)
    {
        repeat.ToTable("fact_repeats");
        repeat.HasKey(x => x.Id);
        repeat.Property(x => x.Id).ValueGeneratedNever();
    }
}
