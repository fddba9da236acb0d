using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Payout.Restores;

internal sealed class SendHoldMapping : IEntityTypeConfiguration<SendHold>
{
    public void Configure(EntityTypeBuilder<SendHold> builder)
    {
        builder.ToTable("send_holds");
        builder.HasKey(x => x.Id);
    }
}
