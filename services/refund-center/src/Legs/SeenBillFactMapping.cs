using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Legs;

internal sealed class SeenBillFactMapping : IEntityTypeConfiguration<SeenBillFact>
{
    public void Configure(EntityTypeBuilder<SeenBillFact> fact)
    {
        fact.ToTable("seen_bill_facts");
        fact.HasKey(x => x.FactId);
        fact.Property(x => x.FactId).ValueGeneratedNever();
        fact.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}
