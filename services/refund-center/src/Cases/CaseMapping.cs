using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Cases;

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> item)
    {
        item.ToTable("cases");
        item.HasKey(x => x.Id);
        item.Property(x => x.Id).ValueGeneratedNever();
    }
}
