using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Legs;

internal sealed class LegMapping : IEntityTypeConfiguration<Leg>
{
    public void Configure(EntityTypeBuilder<Leg> leg)
    {
        leg.ToTable("legs");
        leg.HasKey(x => x.Id);
        leg.Property(x => x.Id).ValueGeneratedNever();
        leg.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        leg.HasIndex(x => new { x.RefundId, x.Ordinal }).IsUnique();
        // at most one leg lives (invariant 4)
        leg.HasIndex(x => x.RefundId).IsUnique().HasFilter("died_at IS NULL");
        // a number is one refund's for ever
        leg.HasIndex(x => new { x.No, x.Channel, x.ChannelMerchant }).IsUnique();
    }
}
