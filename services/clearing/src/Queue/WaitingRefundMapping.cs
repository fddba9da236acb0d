using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clearing.Queue;

internal sealed class WaitingRefundMapping : IEntityTypeConfiguration<WaitingRefund>
{
    public void Configure(EntityTypeBuilder<WaitingRefund> refund)
    {
        refund.ToTable("waiting_refunds");
        refund.HasKey(x => x.RefundId);
        refund.Property(x => x.RefundId).ValueGeneratedNever();
        refund.ComplexProperty(x => x.Need).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}
