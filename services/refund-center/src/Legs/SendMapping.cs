using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Legs;

internal sealed class SendMapping : IEntityTypeConfiguration<Send>
{
    public void Configure(EntityTypeBuilder<Send> send)
    {
        send.ToTable("sends");
        send.HasKey(x => new { x.LegId, x.No });
        send.HasOne<Leg>().WithMany().HasForeignKey(x => x.LegId);
    }
}
