using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Calls;

internal sealed class ChannelBreakerMapping : IEntityTypeConfiguration<ChannelBreaker>
{
    public void Configure(EntityTypeBuilder<ChannelBreaker> breaker)
    {
        breaker.ToTable("channel_breakers");
        breaker.HasKey(x => x.Channel);
    }
}
