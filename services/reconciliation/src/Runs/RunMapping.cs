using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reconciliation.Runs;

internal sealed class RunMapping : IEntityTypeConfiguration<RunState>, IEntityTypeConfiguration<ChannelMerchant>
{
    public void Configure(EntityTypeBuilder<RunState> run)
    {
        run.ToTable("runs");
        run.HasKey(x => x.CorrelationId);
        run.Property(x => x.CorrelationId).ValueGeneratedNever();
        run.HasIndex(x => new { x.Channel, x.ChannelMerchant, x.Day }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ChannelMerchant> merchant)
    {
        merchant.ToTable("channel_merchants");
        merchant.HasKey(x => x.Id);
        merchant.Property(x => x.Id).ValueGeneratedNever();
        merchant.HasIndex(x => new { x.Channel, x.No }).IsUnique();
    }
}
