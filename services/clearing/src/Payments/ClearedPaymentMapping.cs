using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clearing.Payments;

internal sealed class ClearedPaymentMapping : IEntityTypeConfiguration<ClearedPayment>
{
    public void Configure(EntityTypeBuilder<ClearedPayment> payment)
    {
        payment.ToTable("payments");
        payment.HasKey(x => x.PaymentId);
        payment.Property(x => x.PaymentId).ValueGeneratedNever();
        payment.ComplexProperty(x => x.Paid).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        payment.ComplexProperty(x => x.Fee).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}
