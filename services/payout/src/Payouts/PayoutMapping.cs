using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Payout.Payouts;

internal sealed class PayoutMapping : IEntityTypeConfiguration<PayoutState>
{
    public void Configure(EntityTypeBuilder<PayoutState> builder)
    {
        builder.ToTable("payouts");
        builder.HasKey(x => x.CorrelationId);
    }
}
