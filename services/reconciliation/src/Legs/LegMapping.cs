using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reconciliation.Legs;

internal sealed class LegMapping : IEntityTypeConfiguration<Leg>
{
    public void Configure(EntityTypeBuilder<Leg> leg)
    {
        leg.ToTable("legs");
        leg.HasKey(x => x.Id);
        leg.Property(x => x.Id).ValueGeneratedNever();
        leg.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        leg.HasIndex(x => new { x.Channel, x.ChannelMerchant, x.No }).IsUnique();   // a number is one refund's for ever
    }
}
