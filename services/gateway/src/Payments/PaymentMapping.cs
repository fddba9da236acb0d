using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Payments;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.ComplexProperty(x => x.Paid).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        builder.ComplexProperty(x => x.Fee).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        builder.Ignore(x => x.Refundable).Ignore(x => x.Facts).Ignore(x => x.Captured);
    }
}
