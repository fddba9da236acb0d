using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reconciliation.Matches;

internal sealed class MatchesMapping : IEntityTypeConfiguration<Matching>, IEntityTypeConfiguration<WaitingItem>
{
    public void Configure(EntityTypeBuilder<Matching> matching)
    {
        matching.ToTable("matchings");
        matching.HasKey(x => x.RunId);
        matching.Property(x => x.RunId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<WaitingItem> item)
    {
        item.ToTable("day_cut_pool");
        item.HasKey(x => new { x.Channel, x.ChannelMerchant, x.No, x.ChannelNo, x.Side });
    }
}
